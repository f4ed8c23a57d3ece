import { ApiError, kubeconfigRefused } from '../errors.ts'
import { type KubeconfigChoice, loadKubeconfig } from './kubeconfig.ts'
import { createReviews, type Reviews } from './reviews.ts'
import { createTransport, type Transport } from './transport.ts'

/**
 * Reviews over connections of their own: who signs in waits for no list, and no watch for them.
 * @throws CutawayError KUBECONFIG_REFUSED
 */
export function openReviews(choice: KubeconfigChoice): { reviews: Reviews; close(): Promise<void> } {
  const loaded = loadKubeconfig(choice)
  if (!loaded) throw kubeconfigRefused('There is no kubeconfig.')
  const transport = createTransport(loaded.config, () => loadKubeconfig(choice)?.config ?? loaded.config)
  const post: Transport['post'] = async (request, limit) => {
    try {
      return await transport.post(request, limit)
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) transport.renew()
      throw error
    }
  }
  return { reviews: createReviews({ ...transport, post }), close: transport.close }
}
