import { images } from '../cluster/image/names.ts'
import type { Kubectl } from '../situations/stage/kubectl.ts'

/** A kind that nobody here made. */
export const shelves: object = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'shelves.odd.cutaway.test' },
  spec: {
    group: 'odd.cutaway.test',
    scope: 'Namespaced',
    names: { kind: 'Shelf', plural: 'shelves', singular: 'shelf' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  },
}

interface Shelf {
  metadata: { name: string; uid: string; generation: number }
  spec: { boards: number }
  status?: { boards?: number }
}

/** Its controller: a ConfigMap and a Pod per board, owned by the Shelf, written under a name of its own. Runs until the signal; what fails is tried again, as controllers do. */
export async function keepShelves(kubectl: Kubectl, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    await keepOnce(kubectl).catch(() => {})
    await new Promise((resolve) => {
      setTimeout(resolve, 500)
    })
  }
}

async function keepOnce(kubectl: Kubectl): Promise<void> {
  const as = ['--field-manager=shelf-keeper']
  const { items } = JSON.parse(await kubectl(['get', 'shelves.odd.cutaway.test', '-o', 'json'])) as { items: Shelf[] }
  for (const shelf of items.filter((each) => each.status?.boards !== each.spec.boards)) {
    const boards = Array.from({ length: shelf.spec.boards }, (_, i) => board(shelf, i + 1)).flat()
    await kubectl(['apply', '--server-side', ...as, '-f', '-'], { stdin: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: boards }) })
    await kubectl([
      'patch',
      'shelves.odd.cutaway.test',
      shelf.metadata.name,
      '--subresource=status',
      '--type=merge',
      ...as,
      '-p',
      JSON.stringify({ status: { boards: shelf.spec.boards } }),
    ])
  }
}

function board({ metadata: { name, uid } }: Shelf, number: number): object[] {
  const metadata = {
    name: `${name}-${number}`,
    labels: { shelf: name },
    ownerReferences: [{ apiVersion: 'odd.cutaway.test/v1', kind: 'Shelf', name, uid, controller: true, blockOwnerDeletion: true }],
  }
  return [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { number: String(number) } },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata,
      spec: {
        terminationGracePeriodSeconds: 1,
        containers: [
          {
            name: 'board',
            image: images.busybox,
            imagePullPolicy: 'IfNotPresent',
            command: ['sleep', '3600'],
            resources: { requests: { cpu: '1m', memory: '4Mi' } },
          },
        ],
      },
    },
  ]
}
