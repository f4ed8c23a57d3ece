import type { World } from '../world/world.ts'

/** The same world, and whether anybody has asked it anything since `asked` was set to false. */
export interface Witness {
  readonly world: World
  asked: boolean
}

export function witness(world: World): Witness {
  const seen: Witness = {
    asked: false,
    world: {
      get: (kind, uid) => heard().get(kind, uid),
      find: (kind, namespace, name) => heard().find(kind, namespace, name),
      all: (kind) => heard().all(kind),
      count: (kind) => heard().count(kind),
      owned: (kind, owner) => heard().owned(kind, owner),
      podsOn: (node) => heard().podsOn(node),
      podsLabelled: (namespace, label) => heard().podsLabelled(namespace, label),
      podByIP: (ip) => heard().podByIP(ip),
      servicesFor: (pod) => heard().servicesFor(pod),
      podsFor: (service) => heard().podsFor(service),
      slicesOf: (service) => heard().slicesOf(service),
      events: (object) => heard().events(object),
      departed: (uid) => heard().departed(uid),
      departedNamed: (kind, namespace, name) => heard().departedNamed(kind, namespace, name),
    },
  }
  function heard(): World {
    seen.asked = true
    return world
  }
  return seen
}
