import {
  inject,
  nextTick,
  onBeforeUnmount,
  onMounted,
  onUpdated,
  provide,
  shallowRef,
  triggerRef,
  type InjectionKey,
  type Ref,
  type ShallowRef,
} from 'vue'

/** A seat's place on the stage, px from the stage's upper left corner. */
export interface Seat {
  left: number
  top: number
  right: number
  bottom: number
}

interface Anchors {
  set(key: string, element: Element | null): void
}

const anchorsKey: InjectionKey<Anchors> = Symbol('anchors')

/** Measures the seats on a stage whenever its layout may have changed, so that edges are drawn between what is really there. */
export function useStage(stage: Readonly<Ref<HTMLElement | null>>): { seats: ShallowRef<Map<string, Seat>>; measure: () => void } {
  const elements = new Map<string, Element>()
  const seats = shallowRef(new Map<string, Seat>())
  let queued = false
  const measure = () => {
    queued = false
    const origin = stage.value?.getBoundingClientRect()
    if (!origin) return
    let changed = seats.value.size !== elements.size
    for (const [key, element] of elements) {
      const box = element.getBoundingClientRect()
      const seat = { left: box.left - origin.left, top: box.top - origin.top, right: box.right - origin.left, bottom: box.bottom - origin.top }
      const known = seats.value.get(key)
      if (known && same(known, seat)) continue
      seats.value.set(key, seat)
      changed = true
    }
    for (const key of seats.value.keys()) if (!elements.has(key)) seats.value.delete(key)
    if (changed) triggerRef(seats)
  }
  const queue = () => {
    if (queued) return
    queued = true
    void nextTick(measure)
  }
  const observer = new ResizeObserver(queue)
  provide(anchorsKey, {
    set(key, element) {
      const known = elements.get(key)
      if (known === element) return
      if (known) observer.unobserve(known)
      if (element) {
        elements.set(key, element)
        observer.observe(element)
      } else elements.delete(key)
      queue()
    },
  })
  onMounted(() => stage.value && observer.observe(stage.value))
  onUpdated(queue)
  onBeforeUnmount(() => observer.disconnect())
  return { seats, measure: queue }
}

const same = (a: Seat, b: Seat) =>
  Math.abs(a.left - b.left) + Math.abs(a.top - b.top) + Math.abs(a.right - b.right) + Math.abs(a.bottom - b.bottom) < 0.5

/** A function ref that registers an element as the seat `key`, the same function for the same key; nothing happens outside a stage. */
export function useSeat(): (key: string) => (element: unknown) => void {
  const anchors = inject(anchorsKey, undefined)
  const registers = new Map<string, (element: unknown) => void>()
  return (key) => {
    const register = registers.get(key) ?? ((element: unknown) => anchors?.set(key, element instanceof Element ? element : null))
    registers.set(key, register)
    return register
  }
}
