import { createHost } from '../host'
import { answerHttp } from '../http'

const host = createHost(process.env)

/** Called over HTTP by the adopter's own servers, who show `RECORDS_API_KEY`. */
export async function main(event: unknown) {
  return answerHttp(event, host.records)
}
