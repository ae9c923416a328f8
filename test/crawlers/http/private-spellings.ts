import { hostname } from 'node:os'

/** Hosts that are private addresses by themselves, however they are written. */
const hosts = `
127.0.0.1 127.0.0.1. 127.1 127.0.1 127.255.255.254 127.0.0.2
2130706433 0x7f000001 0X7F000001 017700000001
0177.0.0.1 0177.0.0.01 00000177.0.0.1 0177.1 0x7f.1 0x7f.0.0.1 0x7F.0x0.0x0.0x1 127.0.0x1 127.0x1 0x7f.0.01
%31%32%37.0.0.1 127%2e0%2e0%2e1 %30x7f.1
127。0。0。1 127．0．0．1 127｡0｡0｡1 １２７.０.０.１ ①②⑦.⓪.⓪.① 𝟏𝟐𝟕.𝟎.𝟎.𝟏 ０ｘ７ｆ.1 127.0.0.\u00ad1 127.0.\u200b0.1
0 0.0.0.0 0x0 00 0.0 0.1.2.3
10.0.0.1 10.1 0xa.1 012.1 167772161 10.255.255.255
172.16.0.1 172.31.255.255 0xac.0x10.1 2886729729
192.168.0.1 192.168.257 3232235521 0xc0a80001 0300.0250.0.1
169.254.169.254 0xA9FEA9FE 2852039166 0251.0376.0251.0376 169.254.43518 0xa9.254.0251.254 169.254.170.2 169.254.1.1
100.64.0.1 100.100.100.200 192.0.0.192 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.1
224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255 4294967295
[::1] [0:0:0:0:0:0:0:1] [0000:0000:0000:0000:0000:0000:0000:0001] [0::1] [::0.0.0.1] [::] [0:0:0:0:0:0:0:0]
[::ffff:127.0.0.1] [::ffff:7f00:1] [::FFFF:7F00:0001] [0:0:0:0:0:ffff:127.0.0.1] [::ffff:0.0.0.0] [::ffff:10.0.0.1] [::ffff:a9fe:a9fe]
[::ffff:0:127.0.0.1] [64:ff9b::127.0.0.1] [64:ff9b::7f00:1] [64:ff9b::a9fe:a9fe] [64:ff9b:1::7f00:1]
[2002:7f00:1::] [2002:7f00:0001::1] [2002:a9fe:a9fe::] [2001:0:7f00:1::] [2001::1]
[fe80::1] [febf::1] [fec0::1] [fc00::1] [fd00::1] [fd00:ec2::254] [fdff:ffff::1] [ff02::1] [ff01::1] [100::1] [2001:db8::1] [2::1] [20::1] [3ff::1]
localhost LOCALHOST LocalHost ｌｏｃａｌｈｏｓｔ ⓛⓞⓒⓐⓛⓗⓞⓢⓣ local%68ost
`
  .trim()
  .split(/\s+/)

/** Whole addresses that lead to a private one; `PORT` stands for the victim's. */
const addresses = [
  'http://127.0.0.1:PORT#@jobs.example/',
  'http://127.0.0.1:PORT?@jobs.example/',
  'http://127.0.0.1:PORT\\@jobs.example/',
  'http:\\\\127.0.0.1:PORT\\',
  'http:////127.0.0.1:PORT/',
  'HtTp://127.0.0.1:PORT/',
  ' http://127.0.0.1:PORT/ ',
  'ht\ntp://127.0.\t0.1:PORT/',
  'http://127.0.0.1:000PORT/',
  'https://127.0.0.1:PORT/',
  'http://169.254.169.254/latest/meta-data/',
  'http://[fd00:ec2::254]/latest/meta-data/',
  'http://100.100.100.200/latest/meta-data/',
]

/** Addresses too where they begin; on a page or in a redirect these are paths of the same server. */
const begun = ['http:127.0.0.1:PORT/', 'http:/127.0.0.1:PORT/']

/** Names that resolve inwards, and what they resolve to here. */
export const inwardNames: Record<string, string[]> = {
  'inside.example': ['127.0.0.1'],
  'inside6.example': ['::1'],
  'mapped.example': ['::ffff:127.0.0.1'],
  'any.example': ['0.0.0.0'],
  'nat64.example': ['64:ff9b::7f00:1'],
  // The first alone would be fine; which one is taken is not ours to say.
  'both.example': ['93.184.215.14', '127.0.0.1'],
  'both6.example': ['2606:2800:21f::1', '::1'],
  'metadata.google.internal': ['169.254.169.254'],
  '127.0.0.1.nip.example': ['127.0.0.1'],
  'localhost.': ['127.0.0.1'],
  'app.localhost': ['127.0.0.1'],
  'localhost.localdomain': ['127.0.0.1'],
  'ip6-localhost': ['::1'],
  [hostname().toLowerCase()]: ['127.0.0.1'],
}

const at = (port: number, address: string): string => address.replace('PORT', String(port))

/** Every spelling of a private address, with a port of this machine. */
export const privateAddresses = (port: number): string[] =>
  [...[...hosts, ...Object.keys(inwardNames)].map(host => `http://${host}:PORT/`), ...addresses].map(
    address => at(port, address),
  )

/** The same, and what is absolute only in a configuration. */
export const privateSeeds = (port: number): string[] => [
  ...privateAddresses(port),
  ...begun.map(address => at(port, address)),
]

/** Spellings that are no address for a crawler at all. */
export const noAddresses = (port: number): string[] =>
  [
    'http://jobs.example@127.0.0.1:PORT/',
    'http://127.0.0.1@127.0.0.1:PORT/',
    'http://jobs.example:80@127.0.0.1:PORT/',
    'http://[fe80::1%25lo]:PORT/',
    'http://[::1%lo]:PORT/',
    'http://127.0.0.1%00.example:PORT/',
    'http://127.0.0.256:PORT/',
    'http://4294967296:PORT/',
    'http://[::ffff:127.0.0.1.]:PORT/',
    'http://127.0.0.1 .example:PORT/',
    'ftp://127.0.0.1:PORT/',
    'file:///etc/passwd',
    'data:text/html,hello',
    'unix:/var/run/docker.sock',
  ].map(address => at(port, address))
