const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))

/** Pay that is not base pay, and money that is not pay at all. Counted where the noun stands with the figure. */
export const NOT_BASE = words(`
  ote bonus bonuses bonusses commission commissions comms equity options option shares stock rsu rsus emi esop
  allowance allowances allow budget budgets fee fees referral contribution contributions pension award hello
  turnover revenue revenues profit funding funded funds fund raise raised raising series seed round investment
  invested investors valuation valued assets aum cover insurance assurance voucher vouchers discount
  discounts incentive incentives rrp relocation reimbursement reimbursed stipend grant scholarship bursary signing
  signon signup welcome joining retention golden prize lottery donation donations deals savings saving save saves
  worth spend spends spending spent order orders basket transaction transactions users customers downloads cashback
  tips friend friends refer iro charge charges charged costs cost subsidy perks kit fine penalty deposit loan loans mortgage rent overtime arr mrr gmv
  membership memberships subsistence childcare mileage broadband
`)
/** Of these, what even a whole yearly salary behind which it stands cannot mean otherwise. */
export const NEVER_BASE = words(`ote turnover revenue revenues budget budgets funding`)

/** Supplements of public pay scales: they follow a whole salary as often as they name a supplement's own figure. */
export const SUPPLEMENTS = words(`
  hcas hca hcaa hcass weighting lw lwa ilw olw lz premia premium supplement supplements enhancement enhancements
  living location market uplift
`)

/** Words that say that the figure behind them is pay. */
export const PAY = words(`
  salary salaries basic base pay paying pays paid rate rates remuneration compensation comp wage wages package
  earnings at offering offer offers
`)
/** The same without words that ordinary prose has too. */
export const SURE_PAY = words(`
  salary salaries basic rate rates remuneration compensation wage wages paying package pay
`)

/** What may follow a figure that has no currency sign, if it is to be pay. */
export const PAY_FOLLOWERS = words(`
  per pa p a an pcm pw pd ph pm plus basic base salary gross net pro prorata rata fte wte doe dep depending dependent
  dependant negotiable neg inc incl including inclusive excl exc excluding ex with and or ote bonus bonuses benefits
  bens benefit package pkg excellent competitive great good generous uk to rising up full for if in on basis car company co london
  equity commission comm uncapped umbrella paye ltd inside outside via experience subject equivalent annum year yr
  yearly annual annually hour hourly day daily week weekly month monthly na n each max maximum min minimum range band
  circa c top live attractive blue pension
`)

/** Words between the two figures of one range. */
export const JOINERS = words(`to and up rising increasing progressing till until through o upto or`)
/** What pay does before a "to": the figure behind is the upper end of a scale, no ceiling. */
export const RISES = words(`rising rises increasing increases progressing`)
export const RANGE_FILLERS = words(`
  ltd limited paye umbrella basic base plus enhancements gross around approx approximately circa c maximum max a of
  k experienced about towards
`)

/** Nouns that name a role: two quotes that each carry one belong to two jobs. */
export const ROLES = words(`
  developer developers engineer engineers analyst analysts manager managers scientist scientists architect architects
  administrator administrators admin consultant consultants designer designers tester testers programmer programmers
  technician technicians director directors officer officers executive executives assistant assistants coordinator
  coordinators accountant accountants recruiter recruiters specialist specialists support devops dba writer writers
  editor editors nurse nurses driver drivers teacher teachers clerk clerks apprentice apprentices intern interns
  buyer buyers planner planners advisor advisors adviser advisers marketer marketers salesperson owner owners master
  sdet researcher researchers chef chefs coach coaches trainer trainers associate associates receptionist
  cto ceo cfo coo head partner producer producers strategist strategists copywriter paralegal solicitor solicitors
`)

/** Levels and places: two quotes that carry them are one job's, from the lowest to the highest. */
export const LEVELS = words(`
  junior mid middle senior snr jnr lead principal staff graduate grade level band tier entry experienced qualified
  unqualified inner outer outside london national regions regional elsewhere england scotland wales step point zone
`)

/** Words of a label that names where the pay holds: pay of several places is one job's, overall. */
export const PLACES = words(
  `inner outer outside london national regions regional elsewhere england scotland wales office remote`,
)

/** Words of a second figure that counts the first otherwise: "£32,000 pro rata (actual £19,200)". */
export const OTHER_COUNTS = words(`actual actually equating equates total tc`)

/** Words whose number is a grade: "Band 5 - £24,907". */
export const GRADES = words(`band grade level scale point step tier afc scp zone bands grades levels points`)

/** What stands before a figure and makes it the upper or the lower end. */
export const CEILINGS = words(`upto max maximum ceiling cap capped to`)
export const FLOORS = words(`from min minimum starting starts least over excess above upwards start than`)
/** Words to look through between such a word and its figure. */
export const LOOK_THROUGH = words(
  `of at salary a the c circa around approximately approx basic base rate in is pay from about uk`,
)
