import { advertPage, type Behaviour, GREENHOUSE_LIST, html, redirect, send } from './behaviour.ts'

/** Hours away, as the end of a quota is: too long for a worker to wait. */
const later = (now: Date): Date => new Date(now.getTime() + 18 * 3_600_000)

/** Answers that are not what was asked for. */
export const answers = {
  'html-for-json': {
    does: 'answers an interface with a page of HTML and status 200',
    entry: GREENHOUSE_LIST,
    answer: html('<!doctype html><title>Down for maintenance</title><p>We will be back at noon.'),
  },
  'soft-404': {
    does: 'says with status 200 that the advert is gone',
    entry: '/jobs/1',
    answer: html('<!doctype html><title>Not found</title><h1>Sorry, this vacancy no longer exists</h1>'),
  },
  'waf-403': {
    does: 'answers everything with 403 and the page of a web application firewall',
    entry: '/jobs',
    answer: html(
      '<!doctype html><title>One moment</title><noscript>Turn on JavaScript and cookies</noscript>',
      403,
    ),
  },
  'too-many-seconds': {
    does: 'answers 429 with a Retry-After of 7,200 seconds',
    entry: '/jobs',
    answer: send(429, { 'retry-after': '7200' }),
  },
  'too-many-date': {
    does: 'answers 429 with a Retry-After that is a date, 18 hours ahead',
    entry: '/jobs',
    answer: visit => send(429, { 'retry-after': later(visit.now).toUTCString() })(visit),
  },
  'redirect-loop': {
    does: 'redirects in a circle of two',
    entry: '/jobs',
    answer: visit => redirect(visit.url.pathname === '/jobs' ? '/jobs/all' : '/jobs')(visit),
  },
  'redirect-endless': {
    does: 'redirects to another address each time, without end',
    entry: '/jobs/0',
    answer: visit => redirect(`/jobs/${visit.before + 1}`, 301)(visit),
  },
  'redirect-marketing': {
    does: 'redirects an advert that is gone to a page about how good it is to work there',
    entry: '/jobs/1',
    answer: visit =>
      visit.url.pathname === '/jobs/1'
        ? redirect('/careers')(visit)
        : html('<!doctype html><title>Life by the sea</title><p>Meet the crew.')(visit),
  },
  'tdm-reservation': {
    does: 'reserves text and data mining by the header tdm-reservation: 1',
    entry: '/jobs/1',
    answer: send(200, { 'content-type': 'text/html', 'tdm-reservation': '1' }, advertPage()),
  },
} satisfies Record<string, Behaviour>
