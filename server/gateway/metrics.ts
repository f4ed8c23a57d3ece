import type { Health } from '../wire/health.ts'

export interface Figures {
  /** Entries and steps since the start. */
  entries: number
  steps: number
  pages: number
  tooSlow: number
  /** Sign-ins, requests and sockets that were refused. */
  refused: number
  /** Messages that no page sends. */
  noise: number
  /** Only where a journal is kept. */
  journal?: { bytes: number; paused: boolean }
  /** Event loop's delay since the last question, seconds. */
  delay: { p50: number; p99: number }
}

/** The Prometheus text format, base units. Labels are kinds and step keys, both ours, never a text of the cluster. */
export function metrics(health: Health, figures: Figures, now: number): string {
  const { kinds, faults } = health
  const perKind = (value: (kind: Health['kinds'][number]) => number) => kinds.map((kind) => [`{kind="${kind.kind}"}`, value(kind)] as const)
  return [
    metric(
      'cutaway_watch_live',
      'gauge',
      '1 while the kind is watched',
      perKind(({ state }) => (state === 'live' ? 1 : 0)),
    ),
    metric(
      'cutaway_watch_last_line_age_seconds',
      'gauge',
      'Time since anything was heard of the kind',
      perKind(({ line }) => (line === undefined ? Number.NaN : (now - line) / 1000)),
    ),
    metric(
      'cutaway_objects',
      'gauge',
      'Objects held',
      perKind(({ objects }) => objects),
    ),
    metric(
      'cutaway_relists_total',
      'counter',
      'Lists after the first',
      perKind(({ relists }) => relists),
    ),
    metric(
      'cutaway_gaps_total',
      'counter',
      'Times in which changes may have been missed',
      perKind(({ gaps }) => gaps),
    ),
    metric(
      'cutaway_explainer_faults_total',
      'counter',
      'Explainers that threw',
      Object.entries(faults).map(([key, count]) => [`{step="${key}"}`, count] as const),
    ),
    metric('cutaway_entries_total', 'counter', 'Entries sent to pages', [['', figures.entries]]),
    metric('cutaway_steps_total', 'counter', 'Steps explained', [['', figures.steps]]),
    metric('cutaway_pages', 'gauge', 'Pages connected', [['', figures.pages]]),
    metric('cutaway_pages_too_slow_total', 'counter', 'Pages that had to start over', [['', figures.tooSlow]]),
    metric('cutaway_access_refused_total', 'counter', 'Sign-ins, requests and pages that were not let in', [['', figures.refused]]),
    metric('cutaway_messages_unknown_total', 'counter', 'Messages from pages that no page sends', [['', figures.noise]]),
    ...(figures.journal
      ? [
          metric('cutaway_journal_bytes', 'gauge', 'Size of the journal', [['', figures.journal.bytes]]),
          metric('cutaway_journal_paused', 'gauge', '1 while what happens is not recorded', [['', figures.journal.paused ? 1 : 0]]),
        ]
      : []),
    metric('cutaway_event_loop_delay_seconds', 'gauge', 'Delay of the event loop since the last scrape', [
      ['{quantile="0.5"}', figures.delay.p50],
      ['{quantile="0.99"}', figures.delay.p99],
    ]),
    metric('process_resident_memory_bytes', 'gauge', 'Resident memory', [['', process.memoryUsage().rss]]),
  ].join('')
}

function metric(name: string, type: 'gauge' | 'counter', help: string, samples: readonly (readonly [string, number])[]): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${samples.map(([labels, value]) => `${name}${labels} ${value}\n`).join('')}`
}
