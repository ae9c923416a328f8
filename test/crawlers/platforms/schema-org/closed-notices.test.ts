import { expect, test } from 'vitest'
import { closedNotice, isSaidIn } from '../../../../crawlers/platforms/schema-org/closed-notices.ts'
import { scanPage } from '../../../../crawlers/platforms/schema-org/page.ts'

test.each([
  ['This job is no longer available.', 'no longer available'],
  ['Sorry, this job is no longer available', 'no longer available'],
  ["We're sorry, but the position you were looking for is no longer available.", 'no longer available'],
  ['Unfortunately, that job posting is no longer active. Try a search instead.', 'no longer available'],
  ['Oops! The vacancy you are trying to view no longer exists.', 'no longer available'],
  ['This job has been removed by the employer', 'no longer available'],
  ['This advert has been withdrawn.', 'no longer available'],
  ['No longer accepting applications', 'no longer accepting applications'],
  ['We are no longer accepting applications for this position.', 'no longer accepting applications'],
  ['Harbour Ltd is no longer accepting applications for this role', 'no longer accepting applications'],
  ['This vacancy is now closed to new applications', 'closed'],
  ['This role is no longer open to applications', 'no longer available'],
  ['Applications are now closed', 'no longer accepting applications'],
  ['Applications for this vacancy have closed.', 'no longer accepting applications'],
  ['The application period has ended', 'no longer accepting applications'],
  ['This job has expired', 'expired'],
  ['This job posting expired on 12 May 2025', 'expired'],
  ['Job expired', 'expired'],
  ['This listing is expired and may have been filled', 'expired'],
  ['The position has been filled.', 'filled'],
  ['This role has already been filled, but we have others', 'filled'],
  ['Position filled', 'filled'],
  ['This position has been filled – thank you for your interest', 'filled'],
  ['Vacancy closed', 'closed'],
  ['THIS VACANCY HAS CLOSED!', 'closed'],
  ['This&nbsp;job  has\n been closed', 'closed'],
  ['Your session has expired', null],
  ['This advert will be taken down once the position has been filled', null],
  ['We close early: if the role has been filled we will tell you', null],
  ['Notify me if this job is no longer available', null],
  ['When we are no longer accepting applications we say so', null],
  ['We are no longer accepting applications from agencies', null],
  ['The role is filled with variety', null],
  ['This role is closed to nobody', null],
  ['You will look after closed tickets and expired certificates', null],
  ['The person who held this post before has been promoted', null],
  ['Hide expired jobs', null],
  ['Closed on Sundays', null],
])('%s: %s', (line, reason) => {
  expect(closedNotice(line)?.reason ?? null).toBe(reason)
})

const noticesOf = (html: string): string[] =>
  scanPage(html, 'https://a.example/').notices.map(({ sentence }) => sentence)

test.each([
  ['<div>This job is <b>no longer</b> available.</div>', ['this job is no longer available']],
  ['<div>This job<br>has expired</div>', []],
  ['<div class="banner hidden">This job has expired</div>', []],
  ['<div style="DISPLAY : none"><p>This job has expired</p></div>', []],
  ['<div hidden>This job has expired</div>', []],
  ['<div aria-hidden="true">This job has expired</div>', []],
  ['<script>var text = "<p>This job has expired</p>"</script>', []],
  ['<template><p>This job has expired</p></template>', []],
  ['<aside><h2>Similar</h2><p>This job has expired</p></aside>', []],
  ['<ul><li><a href="/2">Cook</a> Job expired</li></ul>', []],
  ['<title>This job has expired</title>', []],
  ['<p hidden>a</p><p>This job has expired</p>', ['this job has expired']],
])('the notices of %s', (html, sentences) => {
  expect(noticesOf(html)).toEqual(sentences)
})

test('a description holds a sentence whatever its markup and its escapes', () => {
  const notice = closedNotice('This job has expired.')!
  expect(isSaidIn(notice, '<p>Cook wanted.</p><p>This <b>job</b> has\nexpired!</p>')).toBe(true)
  expect(isSaidIn(notice, '&lt;p&gt;This job has&amp;nbsp;expired&lt;/p&gt;')).toBe(true)
  expect(isSaidIn(notice, '<p>Cook wanted.</p>')).toBe(false)
})
