import type { Evidence, Grade, Identity } from '../wire/step.ts'

/** Best first. */
const grades: readonly Grade[] = ['observed', 'derived', 'correlated', 'inferred']
const identities: readonly Identity[] = ['authenticated', 'rule', 'claimed', 'unknown']

export interface Judgement {
  grade: Grade
  identity: Identity
}

/** What stands against believing the evidence at its word. */
export interface Doubts {
  floor: Grade
  ceiling: Grade
  /** The claimed author never writes this field. */
  conflict: boolean
  /** Found by a list after a gap: nobody saw it happen. */
  gap: boolean
  /** The author is not known: no evidence can make it so but the audit log. */
  anonymous: boolean
}

/** Grade and identity out of the evidence, clamped by the step's floor and ceiling; doubts outrank the floor. */
export function judge(evidence: readonly Evidence[], doubts: Doubts): Judgement {
  let grade = grades.length - 1
  let identity = identities.length - 1
  for (const one of evidence) {
    grade = Math.min(grade, grades.indexOf(gradeOf(one, doubts.anonymous)))
    identity = Math.min(identity, identities.indexOf(identityOf(one, doubts)))
  }
  grade = Math.min(Math.max(grade, grades.indexOf(doubts.ceiling)), grades.indexOf(doubts.floor))
  if (doubts.conflict || doubts.gap) grade = Math.max(grade, grades.indexOf('correlated'))
  return { grade: grades[grade] as Grade, identity: identities[identity] as Identity }
}

/** 0 is the best; for comparing judgements. */
export function rank({ grade, identity }: Judgement): number {
  return grades.indexOf(grade) * identities.length + identities.indexOf(identity)
}

function gradeOf(evidence: Evidence, anonymous: boolean): Grade {
  switch (evidence.type === 'stored' ? evidence.of : evidence.type) {
    case 'audit':
    case 'event':
    case 'lease':
      return 'observed'
    case 'field':
      // That a field changed is seen; a field that nobody owns does not tell whose doing it was.
      return anonymous || (evidence.type === 'field' && evidence.owner) ? 'observed' : 'correlated'
    case 'rule':
      return 'derived'
    case 'match':
      return 'correlated'
    case 'implied':
      return 'inferred'
  }
}

function identityOf(evidence: Evidence, { anonymous, conflict }: Doubts): Identity {
  const type = evidence.type === 'stored' ? evidence.of : evidence.type
  if (type === 'audit') return 'authenticated'
  if (anonymous) return 'unknown'
  // A rule that rests on a manager name is no better than that name, which anyone may claim.
  if (evidence.type === 'rule' && evidence.given) return conflict ? 'unknown' : 'claimed'
  if (type === 'rule' || type === 'implied') return conflict ? 'unknown' : 'rule'
  if (type === 'event' || type === 'lease') return 'claimed'
  return evidence.type === 'field' && evidence.owner ? 'claimed' : 'unknown'
}
