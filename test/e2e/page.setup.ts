import { builtPage } from '../../server/gateway/page.ts'

/** The page is built if it is not there or older than its sources; once, before several servers would each build it. */
export default async function setup(): Promise<void> {
  await builtPage('.', console.log)
}
