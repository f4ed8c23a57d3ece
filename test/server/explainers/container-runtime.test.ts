import { expect, test } from 'vitest'
import { about, added, event, object } from '../../support/objects.ts'
import { only, recognise } from '../../support/recognise.ts'

const pod = object('Pod', 'web-1', { spec: { nodeName: 'worker' } })

test("its work is inferred from the kubelet's words, for the same container and instance", () => {
  const pulled = only(
    recognise(
      added(event(pod, 'Pulled', 'Successfully pulled image "web:1" in 1s (1s including waiting). Image size: 1024 bytes.', 'kubelet', about('app'))),
      [pod],
    ),
    'kubelet.pulled',
  )
  expect(pulled.implied?.['container-runtime.image-pulled']).toEqual(pulled.facts)
  const started = only(recognise(added(event(pod, 'Started', 'Container started', 'kubelet', about('app'))), [pod]), 'kubelet.started')
  expect(started.implied?.['container-runtime.container-started']).toMatchObject({ container: { value: 'app' } })
})
