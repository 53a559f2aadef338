import * as rules from './rules'

type Rule = keyof typeof rules

/** Returns every sentence of the contract by its path, with some rules changed. */
async function sentencesWith(changed: Partial<Record<Rule, number>>): Promise<Record<string, string>> {
  const all: Record<string, string> = {}
  jest.doMock('./rules', () => ({ ...rules, ...changed }))
  await jest.isolateModulesAsync(async () => {
    const { ruleWords } = await import('./rule-words')
    const { problems } = await import('./problems')
    const { bookingStateWords } = await import('./bookings/words')
    const { refusals } = await import('./requests/words')
    const { api } = await import('./api')
    const { firstNoShow, secondNoShow, noShows, usualReply, ...fixed } = ruleWords
    const said = {
      ...fixed,
      firstNoShow: firstNoShow('体检'),
      secondNoShow: secondNoShow('体检', '12月23日'),
      noShows: noShows(1),
      usualReply: usualReply(1, 1),
    }
    for (const [name, words] of Object.entries(said)) all[name] = words
    for (const [code, { detail }] of Object.entries(problems)) all[`problem ${code}`] = detail
    for (const [state, { means }] of Object.entries(bookingStateWords)) all[`state ${state}`] = means
    for (const [reason, { route }] of Object.entries(refusals)) all[`refusal ${reason}`] = route
    for (const [endpoint, { does }] of Object.entries(api)) all[endpoint] = does
  })
  return all
}

/** The sentences that mention each rule. A rule without any is not stated in words. */
const told: Record<Rule, readonly string[]> = {
  splitParts: ['POST /v1/requests/{id}/split'],
  splitsMost: ['POST /v1/requests/{id}/split', 'problem splitsOver'],
  similarMost: ['POST /v1/similar-requests'],
  againDays: ['POST /v1/similar-requests'],
  againFiledDays: [],
  similarCompared: [],
  comparedCharacters: [],
  suggestionMinutes: ['PUT /v1/requests/{id}/follow'],
  followsOpen: ['followsFull', 'problem followsFull', 'PUT /v1/requests/{id}/follow'],
  holdMinutes: ['holdRuns', 'holdAhead', 'holdOver', 'problem holdOver', 'state held', 'POST /v1/holds'],
  offerParts: ['offerOpen'],
  offerMinutes: ['offerOpen'],
  offerHours: ['offerOpen'],
  arriveMinutes: ['notArrivable', 'problem notArrivable'],
  bookingCodeDigits: ['searchHelp', 'notFoundBooking', 'bookingCode', 'bookingCodeTyped', 'bookingCodeAtCounter', 'bookingCodeToStaff'],
  noShowDays: ['firstNoShow', 'secondNoShow', 'noShows'],
  changesPerBooking: ['movedOften'],
  proxySeats: ['proxySeats', 'problem proxyLimit'],
  proxyPeople: ['proxyPeople'],
  firstReminderHours: [],
  lastReminderHours: ['inCalendar'],
  calendarLinkDays: [],
  searchDays: ['searchHelp', 'notFoundBooking'],
  figuresDays: ['figuresTooLong', 'GET /v1/staff/whistle-figures', 'GET /v1/staff/booking-figures', 'GET /v1/staff/place-figures'],
  planDays: ['GET /v1/services/{code}/times', 'GET /v1/venues/{code}/month'],
  feedDaysBack: ['GET /v1/feeds/{token}'],
  feedDaysAhead: ['GET /v1/feeds/{token}'],
  printLinkMinutes: ['printCopied', 'POST /v1/staff/venues/{code}/prints'],
  wallCodeMinutes: [],
  wallSeenMinutes: [],
  recallAfter: ['passed', 'passedByStaff'],
  callsBeforeVoid: ['lastCall', 'notThere', 'voided'],
  bookedFirstMinutes: [],
  restMinutes: [],
  nearNumbers: [],
  ratingWindowDays: ['ratings', 'POST /v1/bookings/{id}/ratings'],
  disputeDays: ['disputeOver', 'problem disputeOver', 'POST /v1/requests/{id}/dispute'],
  decideDays: ['POST /v1/requests/{id}/dispute'],
  acknowledgeDays: ['acknowledge', 'POST /v1/requests/{id}/order'],
  mergeLevels: [],
  joiningUnits: [],
  extensionDays: ['POST /v1/requests/{id}/askExtension'],
  extensionDecideDays: ['extensionDecided', 'POST /v1/requests/{id}/askExtension'],
  urgeParts: ['urgeEarly', 'problem urgeEarly', 'POST /v1/requests/{id}/urge'],
  urgesPerDay: ['POST /v1/requests/{id}/urge'],
  changeDays: ['changeRating', 'POST /v1/requests/{id}/ratings/change'],
  contactDays: ['contactRater', 'POST /v1/requests/{id}/remedy/contacted'],
  ledgerDays: ['ledgerDate', 'POST /v1/requests/{id}/remedy'],
  oddOfHandler: [],
  oddOfRater: [],
  verifyAfterDays: ['verifyHint'],
  spotCheckOneIn: ['POST /v1/staff/requests'],
  evidenceCharacters: ['foundDone'],
  stepGraceMinutes: [],
  firstWaitReminderDays: ['POST /v1/requests/{id}/goOn'],
  secondWaitReminderDays: ['POST /v1/requests/{id}/goOn'],
  whistleRespondMinutes: ['whistleHelp', 'POST /v1/staff/whistles'],
  whistleLongestMinutes: [],
  whistleResultDays: [],
  whistleMostResultDays: [],
  whistleUnits: ['whistleFull', 'problem tooManyUnits', 'POST /v1/staff/whistles'],
  whistleStreetMinutes: [],
  whistleAssessDays: ['whistleAssess', 'whistleAssessOver', 'problem assessOver', 'POST /v1/staff/whistle-calls/{id}/rateUnit'],
  waitEndDays: ['POST /v1/requests/{id}/goOn', 'problem proposalExpired', 'proposalExpired', 'waitOver'],
  answerDays: ['ratings', 'badRatingAnswered', 'badRatingsOwed'],
  reviewDays: ['review', 'refusal repeated'],
  mistapMinutes: [
    'takeBackOver',
    'problem takeBackOver',
    'POST /v1/requests/{id}/ratings/takeBack',
    'POST /v1/bookings/{id}/ratings/takeBack',
  ],
  takeBacksPerReply: [],
  badLevel: [],
  usualReplyDays: ['usualReply'],
  fewestCounted: [],
  leaveDays: ['leaveTooLong'],
  sessionDays: ['POST /v1/sessions'],
  invitationDays: ['invitation', 'organisationCode', 'POST /v1/organisations/{id}/contacts', 'POST /v1/staff/{code}/invitations'],
  homesPerAccount: ['homesFull', 'problem tooManyHomes'],
  organisationsPerAccount: ['organisationsFull', 'problem tooManyOrganisations'],
  contactsPerOrganisation: ['contactsFull', 'problem tooManyContacts'],
  peopleRemembered: [],
  elderAge: ['elder'],
  liveTicketSeconds: ['POST /v1/live-tickets'],
  photosPerCase: ['filesFull'],
  voicesPerCase: ['filesFull'],
  voiceSeconds: ['voiceTooLong', 'problem voiceTooLong'],
  photoMegabytes: [],
  voiceMegabytes: [],
  thumbPixels: [],
  unusedFiles: [],
  unusedMegabytes: [],
  partKilobytes: [],
  unusedHours: ['uploadsFull', 'problem uploadsFull'],
  fileLinkMinutes: [],
  templatesPerStaff: ['templatesFull'],
  messagesPerCase: ['messagesFull'],
  requestsPerDay: ['requestsPerDay'],
  reportsPerDay: ['reportsPerDay'],
  commentsPerDay: ['commentsPerDay'],
  messagesPerDay: ['messagesPerDay'],
  holdsPerDay: ['holdsPerDay'],
  waitingPerDay: ['waitingPerDay'],
  ticketsPerDay: ['ticketsPerDay'],
  uploadsPerDay: ['uploadsPerDay'],
  correctionsPerDay: ['correctionsPerDay'],
  organisationsPerDay: ['organisationsPerDay'],
  organisationInvitationsPerDay: ['organisationInvitationsPerDay'],
  wrongCodeMinutes: ['wrongCodes'],
  wrongInvitations: [],
  wrongBookingCodes: [],
  wrongCheckInCodes: [],
  wrongDoorCodes: [],
  sameSignInCode: [],
  signInFailures: [],
  nearYears: ['farDate'],
  pageRows: [],
  mostPageRows: [],
  underwayRows: [],
  refusedShownDays: [],
  firstWarningPercent: [],
  lastWarningPercent: [],
  streetAfterDays: [],
  supervisorAfterDays: [],
  ringsAgainDays: [],
}

const unchanged = sentencesWith({})
const names = Object.keys(told) as Rule[]

test('every rule is looked at', () => {
  expect(Object.keys(rules).sort()).toEqual([...names].sort())
})

test.each(names)('the sentences that tell of %s, and no other, follow it', async (rule) => {
  const before = await unchanged
  const after = await sentencesWith({ [rule]: rules[rule] + 1 })
  expect(
    Object.keys(before)
      .filter((name) => before[name] !== after[name])
      .sort(),
  ).toEqual([...told[rule]].sort())
})

test('a place held for 10 minutes says so everywhere', async () => {
  const said = await sentencesWith({ holdMinutes: 10 })
  expect(said['state held']).toContain('给您留 10 分钟')
  expect(said['problem holdOver']).toContain('10 分钟到了')
  expect(said['POST /v1/holds']).toContain('for 10 minutes')
})

test('numbers are said as people say them', async () => {
  const few = await sentencesWith({ proxyPeople: 2, callsBeforeVoid: 3, arriveMinutes: 90, lastReminderHours: 2 })
  expect(few.proxyPeople).toContain('替两个人约')
  expect(few.lastCall).toMatch(/^第三次/)
  expect(few.notArrivable).toContain('90 分钟')
  expect(few.inCalendar).toContain('2 小时')
  const many = await sentencesWith({ proxyPeople: 12 })
  expect(many.proxyPeople).toContain('替 12 个人约')
})
