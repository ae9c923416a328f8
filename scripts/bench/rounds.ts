/** One way of doing a piece of work. */
export interface Contender {
  name: string
  /** Does the work once and says how many units of it were done. */
  run(): number
}

/** How much more one thing costs than another: the middle, least and most of the rounds. */
export interface Ratio {
  median: number
  least: number
  most: number
}

/** CPU time of this thread in seconds: what other programs do on the machine counts little. */
function cpuSeconds(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1e6
}

/**
 * Runs the contenders in turn, `rounds` times after one round to warm up, each round beginning with another one, so
 * that a slow spell of the machine strikes all alike.
 * @returns the CPU time of one unit in each round, by contender
 */
export function interleave(
  contenders: readonly Contender[],
  rounds: number,
  onRound: (round: number) => void,
): Map<string, number[]> {
  const costs = new Map(contenders.map(({ name }) => [name, [] as number[]]))
  for (let round = 0; round <= rounds; round++) {
    for (const at of contenders.keys()) {
      const { name, run } = contenders[(at + round) % contenders.length]!
      const start = cpuSeconds()
      const units = run()
      const cost = (cpuSeconds() - start) / units
      if (round > 0) costs.get(name)!.push(cost)
    }
    onRound(round)
  }
  return costs
}

/** The costs of each round set against each other. */
export function ratio(of: readonly number[], to: readonly number[]): Ratio {
  const ratios = of.map((cost, round) => cost / to[round]!).sort((a, b) => a - b)
  const middle = ratios.length >> 1
  const median = ratios.length % 2 === 1 ? ratios[middle]! : (ratios[middle - 1]! + ratios[middle]!) / 2
  return { median, least: ratios[0]!, most: ratios.at(-1)! }
}
