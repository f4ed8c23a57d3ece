import type { Component } from './component.ts'

const rule = '='.repeat(80)

/** The third-party notices: each text once, under everything that it belongs to. */
export function notices(product: { name: string; version: string; license: string }, own: string, components: readonly Component[]): string {
  const byText = new Map<string, string[]>()
  for (const { name, version, licence, texts } of components)
    for (const text of texts) byText.set(text, [...(byText.get(text) ?? []), `${name} ${version} (${licence})`])
  const parts = [...byText].map(([text, owners]) => `${rule}\n${owners.join('\n')}\n${rule}\n\n${text}\n`)
  const head = [
    `${product.name} ${product.version} (${product.license}): its own licence, then the notices of the ${components.length} third-party components that ship with it.`,
    'Kubernetes is a registered trademark of The Linux Foundation.',
  ]
  return `${head.join('\n')}\n\n${[own.trim() + '\n', ...parts].join('\n')}`
}
