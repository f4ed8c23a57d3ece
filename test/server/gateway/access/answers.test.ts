import { beforeEach, describe, expect, it } from 'vitest'
import { ApiError } from '../../../../server/errors.ts'
import { createAnswers, whyUnanswered } from '../../../../server/gateway/access/answers.ts'

let now: number
let answers: ReturnType<typeof createAnswers<string>>
let asked: number
beforeEach(() => {
  now = 0
  asked = 0
  answers = createAnswers<string>(() => now)
})
const says = (answer?: string) => () => {
  asked += 1
  return Promise.resolve(answer)
}
const fails = (error: Error) => () => {
  asked += 1
  return Promise.reject(error)
}
const silent = Object.assign(new Error('x'), { code: 'ECONNREFUSED' })
const status = (code: number) => new ApiError('/apis/x', code, 'Reason', 'with a token in it')

describe('an answer', () => {
  it('stands for 40 s, less than a minute with all that comes to it', async () => {
    expect(await answers.get('a', 1, says('one'))).toBe('one')
    now = 39_999
    expect(await answers.get('a', 1, says('two'))).toBe('one')
    now = 40_000
    expect(await answers.get('a', 1, says('two'))).toBe('two')
    expect(asked).toBe(2)
  })

  it('is of its key', async () => {
    await answers.get('a', 1, says('one'))
    expect(await answers.get('b', 1, says('two'))).toBe('two')
  })

  it('is asked for once by many', async () => {
    const many = Array.from({ length: 20 }, () => answers.get('a', 1, says('one')))
    expect(new Set(await Promise.all(many))).toEqual(new Set(['one']))
    expect(asked).toBe(1)
  })

  it('of another version is soon asked for again, of none at once', async () => {
    await answers.get('a', 1, says('one'))
    await answers.get('b', 0, says('one'))
    now = 1000
    expect(await answers.get('a', 2, says('two'))).toBe('one')
    expect(await answers.get('b', 2, says('two'))).toBe('two')
    now = 10_000
    expect(await answers.get('a', 2, says('two'))).toBe('two')
  })

  it('that was no is not kept, and what was known before is gone', async () => {
    await answers.get('a', 1, says('one'))
    now = 40_000
    expect(await answers.get('a', 1, says())).toBeUndefined()
    expect(answers.held('a')).toBeUndefined()
    expect(await answers.get('a', 1, says('two'))).toBe('two')
  })
})

describe('without an answer', () => {
  it.each([['silence', silent] as const, ...[500, 503, 429, 401].map((code) => [String(code), status(code)] as const)])(
    '%s: the last one stands for five minutes, and the API server is left alone in between',
    async (_, error) => {
      await answers.get('a', 1, says('one'))
      now = 40_000
      for (let time = 0; time < 10; time++) expect(await answers.get('a', 1, fails(error))).toBe('one')
      expect(asked).toBe(2)
      now = 299_999
      expect(await answers.get('a', 1, fails(error))).toBe('one')
      now = 300_000
      await expect(answers.get('a', 1, fails(error))).rejects.toBe(error)
    },
  )

  it('forbidden: nothing stands', async () => {
    await answers.get('a', 1, says('one'))
    now = 40_000
    await expect(answers.get('a', 1, fails(status(403)))).rejects.toMatchObject({ status: 403 })
    expect(answers.held('a')).toBeUndefined()
  })

  it('who was never known is not known now', () => expect(answers.get('a', 1, fails(silent))).rejects.toBe(silent))

  it('why is told without the question', () => {
    expect(whyUnanswered(status(403))).toBe('403 Reason')
    expect(whyUnanswered(silent)).toBe('ECONNREFUSED')
    expect(whyUnanswered(new TypeError('fetch failed', { cause: silent }))).toBe('ECONNREFUSED')
    expect(whyUnanswered(new Error('with a token in it'))).toBe('no answer')
  })
})

it('holds a thousand at most, the newest', async () => {
  for (let key = 0; key < 1500; key++) await answers.get(`k${key}`, 1, says('x'))
  expect(answers.held('k499')).toBeUndefined()
  expect(answers.held('k500')).toBe('x')
})
