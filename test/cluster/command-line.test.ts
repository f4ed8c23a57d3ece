import { describe, expect, it } from 'vitest'
import { readCommandLine } from './command-line.ts'

const sentence = (...argv: string[]): string => {
  try {
    readCommandLine(argv)
  } catch (error) {
    return (error as Error).message
  }
  return ''
}

describe('command line of the cluster', () => {
  it('has defaults', () => {
    expect(readCommandLine(['up'])).toMatchObject({ command: 'up', args: [], options: { name: 'cutaway', proxyMode: 'iptables', build: false } })
  })

  it('reads options wherever they stand', () => {
    const line = readCommandLine(['--name', 'b', 'node', 'worker', 'pause', '--kubernetes', 'v1.33.13'])
    expect(line).toMatchObject({ command: 'node', args: ['worker', 'pause'], options: { name: 'b', kubernetes: '1.33.13' } })
  })

  it('leaves what follows kubectl to kubectl', () => {
    expect(readCommandLine(['kubectl', 'get', 'pods', '--all-namespaces', '--help']).args).toEqual(['get', 'pods', '--all-namespaces', '--help'])
  })

  it('says in one sentence what is wrong', () => {
    expect(sentence('up', '--fast')).toBe("Unknown option '--fast'. See --help.")
    expect(sentence('up', '--kubernetes', 'latest')).toContain('--kubernetes latest')
    expect(sentence('up', '--proxy-mode', 'ipvs')).toBe('--proxy-mode ipvs: iptables or nftables.')
    expect(sentence('up', '--name', '../x')).toContain('--name ../x')
  })
})
