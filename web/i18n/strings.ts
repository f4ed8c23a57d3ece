import { en, type Ui } from './en.ts'
import { vi } from './vi.ts'

export type Lang = 'en' | 'vi'
export const strings: Record<Lang, Ui> = { en, vi }
export type { Ui }
