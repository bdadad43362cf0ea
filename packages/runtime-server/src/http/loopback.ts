/** Whether an IP address is of this machine's loopback interface. */
export function isLoopback(address: string): boolean {
  const ip = address.replace(/^::ffff:/i, '').replace(/^\[|\]$/g, '')
  return ip === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(ip)
}
