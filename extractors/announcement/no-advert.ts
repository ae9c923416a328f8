/** Why a comment of a hiring thread is no advert; a fixed set, so that a run can count them. */
export type NoAdvertReason =
  | 'empty comment'
  | 'someone seeking work'
  | 'about the thread'
  | 'question or remark'
  | 'no job named'

const SEEKING_WORK =
  /^\W{0,5}(?:seeking work|seeking (?:a )?(?:job|position|employment)|for hire\b|hire me|available for (?:hire|work|freelance)|looking for (?:a |an |some |any )?(?:new |full[- ]time |remote |freelance |contract |part[- ]time |summer ){0,2}(?:job|work|internship|position|gig|opportunit|employment)|i(?:'|’)?(?:m| am) (?:a |an |currently |also |actively |now )?(?:\w{2,20} ){0,6}(?:looking for (?:a |an |some |any |my )?(?:\w{2,15} ){0,4}(?:job|work|position|role|opportunit|internship|gig|employment)|available for|seeking (?:a|work|employment)))/i
const CANDIDATE_FORM = /\bwilling to relocate\s?:|\b(?:résumé|resume|cv)(?:\/cv)?\s?:/i
const ABOUT_THREAD =
  /\b(?:who(?:'|’)?s? (?:is |wants? to be )?hir(?:ing|ed)|hn(?:\s?jobs?| hiring|hiring)|hnhiring|hnwhoishiring|whoishiring|(?:these|this|the|previous|past|last month(?:'|’)s|other|monthly|freelancer?) (?:hiring |jobs? |hn )?threads?|top[- ]level comments?|(?:search|filter|sort|browse) (?:the|these|this|all|through) (?:posts?|jobs?|comments?|listings?|thread)|ctrl[- ]?f)\b/i
const OF_TOOLS =
  /\b(?:brows\w{0,4}|search\w{0,4}|filter\w{0,4}|sort\w{0,4}|map(?:ped|s)?|rss|pars\w{1,4}|script\w{0,4}|bookmarklet|chrome extension|spreadsheet|index\w{0,3}|scrap\w{1,4}|links?|api|visuali\w{1,6}|trends?|statistic\w{0,2}|i(?:'|’)ve (?:built|made|created|put|written)|i (?:built|made|created|wrote|put)|please|downvot\w{0,3}|rules?|reminder|posted|feature)\b/i
const HIRING =
  /\b(?:hiring|(?:looking|searching) (?:for|to)|seek(?:ing|s)|welcome (?:engineers|developers|people)|hit me up|reach out|responsibilities|join (?:us|our|the|a)|openings?|open (?:positions?|roles?)|positions?|vacanc(?:y|ies)|recruit\w{0,4}|apply|careers?|jobs?|full[- ]?time|part[- ]?time|interns?|internships?|h-?1b|on-?site|remote|freelancers?|contract|we need|need(?:s|ed)? (?:a|an|some|more)|wanted|send (?:us|me|your|a)|resume|cv)\b/i
const QUESTION = /\?\s*$/
const REMARK =
  /^\W{0,3}(?:(?:do|does|did|is|are|was|can|could|would|should|has|have|what|why|how|who|when|where|which|any ?(?:one|body|chance|idea|thoughts|news|tips)?|anyone)\b[^.!\n]{0,240}\?|(?:thanks?|thank you|great|nice|wow|lol|same here|agreed|yes|no|interesting|good luck|i think|i wish|i noticed|it seems|looks like|just|fyi|ps|edit|off[- ]topic|meta)\b)/i

const IS_HIRING = /\b(?:we(?:'|’)re|we are|is|are) (?:\w{2,12} )?(?:hiring|looking for)\b/i
const SPAM =
  /\b(?:hackers? for hire|hack (?:into|any|your)|cheating (?:spouse|partner)|spy on|essay writing|loan offer)\b/i

/**
 * Why the text of a comment is no advert, null where it may be one. `isHeaded` says that its first line has an
 * advert's form (company, place, role … between strokes), `namesRole` that it names a role.
 */
export function whyNoAdvert(text: string, isHeaded: boolean, namesRole: boolean): NoAdvertReason | null {
  const start = text.slice(0, 1500)
  const firstLine = start.split('\n', 1)[0] ?? ''
  if (!/\p{L}{2}/u.test(start)) return 'empty comment'
  if (SEEKING_WORK.test(start) || (CANDIDATE_FORM.test(start) && /^[^\n]{0,40}location\s?:/i.test(start)))
    return 'someone seeking work'
  if (isHeaded && namesRole) return null
  if (isHeaded || (namesRole && !REMARK.test(start))) return SPAM.test(start) ? 'no job named' : null
  if (text.length < 1500 && ABOUT_THREAD.test(start) && (OF_TOOLS.test(start) || QUESTION.test(firstLine)))
    return 'about the thread'
  if (REMARK.test(start) && text.length < 700 && !IS_HIRING.test(start)) return 'question or remark'
  if (QUESTION.test(text) && text.length < 300) return 'question or remark'
  if (SPAM.test(start)) return 'no job named'
  return HIRING.test(start) ? null : text.length < 300 ? 'question or remark' : 'no job named'
}
