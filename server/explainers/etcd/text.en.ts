import type { Texts } from '../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'etcd',
    tagline: 'remembers everything',
    about:
      'The key-value store that holds all objects of the cluster, each under a key below /registry. Every write gets the next revision; the resourceVersion of an object is the revision of its last write. Several members agree by Raft before a write counts.',
    without: 'The API server can neither store nor reliably read. Whatever was not backed up is lost with its last member.',
    silent:
      'It speaks only to the API server. Each write shown elsewhere ends here: its key and revision are part of that step, and nothing more can be seen from outside.',
  },
  steps: {},
} satisfies Texts<typeof steps>
