// Cases on the bytes of HTTP.
import { connect } from 'node:net'
import { describeAnswer } from '../judge.ts'
import { ask, expectThat, isAlive, type Driver } from './driver.ts'

export const HTTP_DRIVERS: Readonly<Record<string, Driver>> = {
  'HT-008': async (bench, { expect }) => {
    const many = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`x-${String(index)}`, 'v']))
    const answers = [
      await ask(bench, 'GET', '/api/posts', { headers: { 'x-long': 'x'.repeat(20_000) } }),
      await ask(bench, 'GET', '/api/posts', { headers: many }),
      await ask(bench, 'GET', `/api/${'x'.repeat(101)}`),
      await ask(bench, 'GET', `/api/posts?search=${'x'.repeat(65_536)}`),
    ]
    const wrong = answers.filter(({ status }) => expect.status?.includes(status) !== true)
    return [...wrong.map((answer) => `${String(expect.status?.join(' or '))}, came ${describeAnswer(answer)}`), ...expectThat(await isAlive(bench), '/health to answer')]
  },

  'HT-012': async (bench) => {
    const text = await pipeline(bench.target.url, ['Bearer alice', 'Bearer nobody', 'Bearer alice', ''])
    const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((match) => Number(match[1]))
    return expectThat(JSON.stringify(statuses) === '[200,401,200,401]', `200, 401, 200, 401 in this order, came ${statuses.join(', ')}`)
  },
}

/** Sends one GET for each credential on one socket, without waiting; answers all that came until the server closed. */
function pipeline(url: string, credentials: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(url)
  const lines = credentials.map((authorization, index) =>
    ['GET /api/users?take=1 HTTP/1.1', `Host: ${hostname}`, ...(authorization === '' ? [] : [`Authorization: ${authorization}`]), ...(index === credentials.length - 1 ? ['Connection: close'] : []), '', ''].join('\r\n'),
  )
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = connect({ host: hostname, port: Number(port) }, () => void socket.write(lines.join('')))
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.on('end', () => resolve(Buffer.concat(chunks).toString('latin1')))
    socket.on('error', reject)
  })
}
