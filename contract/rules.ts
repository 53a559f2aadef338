/**
 * The numbers that are rules of the product, each defined once. Sentences, endpoint descriptions and code import them, so a rule is changed
 * only in this file. What a venue sets for itself (minutes of grace, days ahead, limits) is data: openings/rules.ts.
 */

// Home (首页)

/** Open requests, bookings and conversations that the home page is told of, each; the lists have the rest. */
export const underwayRows = 20
/** Days for which the home page tells of a request that was not accepted (不予受理), unless it was contested. */
export const refusedShownDays = 7

// Booking (预约)

/** Minutes a seat is held while the form is filled. */
export const holdMinutes = 5
/** An offer from the waiting list (候补) is open for one of so many parts of the time that is left to the beginning, in duty minutes. */
export const offerParts = 10
/** Duty minutes an offer is open at least. */
export const offerMinutes = 15
/** Duty hours an offer is open at most. */
export const offerHours = 12
/** Minutes before the beginning from which one may check in (签到). */
export const arriveMinutes = 60
/** Digits of a booking code (预约码), which is read out at the counter. */
export const bookingCodeDigits = 6
/** Days within which a second no-show (爽约) of a group leads to a ban from booking that group, and days the ban lasts. */
export const noShowDays = 30
/** Most seats one account may book for others in one slot. */
export const proxySeats = 2
/** Most people for whom one account may have bookings of one service at a time, not ended yet. */
export const proxyPeople = 2
/** Changes of a booking after which its booker moves it no more; each is a line of its history, and somebody may be told of it. */
export const changesPerBooking = 20
/** Hours before the beginning at which the booker is reminded the first time. */
export const firstReminderHours = 24
/** Hours before the beginning at which the booker is reminded again, also by the event in the phone's calendar. */
export const lastReminderHours = 1
/** Days the link to a booking's calendar file is valid; up to one more, so that a page read twice has the same address. */
export const calendarLinkDays = 30

// What the staff of a place read

/** Days before and after today in which the staff's search finds a booking. */
export const searchDays = 14
/** Most days in the figures of a venue. */
export const figuresDays = 92
/** Most days in the plan of a venue, which is read slot by slot in one query. */
export const planDays = 42
/** Days back that a calendar address (RFC 5545) of the staff reaches. */
export const feedDaysBack = 30
/** Days ahead that a calendar address of the staff reaches. */
export const feedDaysAhead = 90
/** Minutes the link to a page to print is valid. */
export const printLinkMinutes = 10

// Queue (排队)

/** Minutes after which a wall display shows another check-in code (签到码); one is good while it is shown and so long after. */
export const wallCodeMinutes = 5
/** Minutes after a wall display last asked for its code in which the place's poster draws no number. */
export const wallSeenMinutes = 10
/** Calls of its queue after which a passed number (过号) is called again. */
export const recallAfter = 3
/** Calls of a number after which it is void. */
export const callsBeforeVoid = 2
/** Minutes before its beginning from which a booking has priority over walk-ins. */
export const bookedFirstMinutes = 15
/** Minutes before a passed number is called because nobody else waits, so that somebody who stepped out has time to come back. */
export const restMinutes = 3
/** Most numbers before a number whose holder is told to come near. */
export const nearNumbers = 2

// Requests (诉求) and ratings (好差评)

/** Days a resident may rate, or reopen, after a reply or a service; then it stays unrated (未评), never counted as satisfied. */
export const ratingWindowDays = 15
/** Working days within which a bad rating of a service is answered (国办发〔2019〕51号: each 差评 is answered). */
export const answerDays = 5
/** A requester may urge (催一下) a request once one of so many parts of its promised time has passed without a word; always when all has. */
export const urgeParts = 2
/** Most times in a day that a request is urged. */
export const urgesPerDay = 1
/** Days after which a resident who was asked for more (请补充), or to whom a request was proposed, is reminded, first and again. */
export const firstWaitReminderDays = 1
export const secondWaitReminderDays = 3
/** Days after which nobody waits for the resident any more: what was asked for is gone on without. */
export const waitEndDays = 7
/** Minutes after the time of a visit arranged (约好上门), or of another dated next step, in which something has to be said; then it is broken. */
export const stepGraceMinutes = 60
/** Days within which a review (复查) of an answer already given can be asked for (信访工作条例第35条). */
export const reviewDays = 30
/** Minutes in which a resident may take back a tap that rated (点错了), while nobody has taken on what it led to. */
export const mistapMinutes = 2
/** Most taps taken back per reply, so that nobody is sent to and fro. */
export const takeBacksPerReply = 3
/** The highest satisfaction of five that is bad (国办发〔2019〕51号: 不满意, 很不满意). */
export const badLevel = 2
/** Days in which a rating of a reply may be changed, once. */
export const changeDays = 7
/** Working days in which whoever gave a bad rating by name is contacted (安阳市政务服务条例第52条). */
export const contactDays = 1
/** Working days after a bad rating in which it is put right at the latest, where it is kept in the ledger with a date (local rules on bad ratings: 情况复杂的建台账, within 15 working days). */
export const ledgerDays = 15
/** Ratings of one handler's replies in one minute that are an odd batch (异常评价), shown to supervisors. */
export const oddOfHandler = 5
/** Ratings by one account in one minute that are an odd batch, and accounts that rate from one kind of phone in one minute for one handler. */
export const oddOfRater = 3

/** Days without her answer after which somebody who did not handle it may phone (回访) and write it down. */
export const verifyAfterDays = 7
/** One of so many cases that the staff found and closed themselves is looked at by somebody else (随机抽查). */
export const spotCheckOneIn = 20
/** Fewest characters that say, without a photo, what was done. */
export const evidenceCharacters = 10

// Deadlines (时限)

/** Per cent of a deadline's time after which whoever works on it is reminded; the end itself is the last reminder. */
export const firstWarningPercent = 50
export const lastWarningPercent = 80
/** Working days after a missed deadline until the street hears of it (a bureau's rule on hotline matters: 到期次日发催办通知). */
export const streetAfterDays = 1
/** Working days after a missed deadline until the district's supervisor does (the same: 逾期超过 5 个工作日). */
export const supervisorAfterDays = 5
/** Working days after which what is still not done is said to all of them again, and again. */
export const ringsAgainDays = 5

/** Most working days by which the time of an answer is extended (延期), once (安阳市政务服务条例第50条). */
export const extensionDays = 5
/** Most parts that are cut out of a request at a time (拆分), and in all. */
export const splitParts = 4
export const splitsMost = 8
/** Working days in which an extension that was asked for is granted or refused. */
export const extensionDecideDays = 1
/** Working days within which whoever has a request answers an order of the supervisor (督办) about it (practice of districts). */
export const acknowledgeDays = 1

/** Levels of requests that are merged one into the other (并案): each is looked through from the last to the first. */
export const mergeLevels = 5

// Dispatch (交办)

/** Working days within which a unit may dispute that a request is its own (交办异议, 信访工作条例第23条). */
export const disputeDays = 5
/** Working days within which a dispute is decided (practice of districts: 信访工作条例第23条 names the time of the objection alone). */
export const decideDays = 2
/** Most units that join in (协办) with the one that leads. */
export const joiningUnits = 5

// Whistles (吹哨报到)

/** Minutes within which a unit that is called answers, unless the street says otherwise (平谷“街乡吹哨、部门报到”：30 分钟内到场). */
export const whistleRespondMinutes = 30
/** Most minutes that may be given to answer, or asked for to come. */
export const whistleLongestMinutes = 10_080
/** Working days after its answer in which there is a result, unless the street says otherwise, and most that may be given. Our own numbers. */
export const whistleResultDays = 3
export const whistleMostResultDays = 15
/** Most units of one whistle. */
export const whistleUnits = 8
/** Minutes after a missed time of a call until the whole street hears of it. Our own number. */
export const whistleStreetMinutes = 30
/** Working days after its end in which the street and the units assess each other. */
export const whistleAssessDays = 5

// Grids (网格)

/** Days over which the usual time to the first reply of a grid is computed. */
export const usualReplyDays = 30
/** Fewest replies, ratings or served numbers for which a median is shown: fewer would reveal single people's. */
export const fewestCounted = 5
/** The longest leave in days; a longer absence is a hand-over. */
export const leaveDays = 180

// Accounts

/** Days a session lasts after its last use. */
export const sessionDays = 30
/** Days an invitation code for a staff member is valid. */
export const invitationDays = 14
/** Most homes of one account. */
export const homesPerAccount = 5
/** Most organisations (驻区单位) one account acts for. */
export const organisationsPerAccount = 5
/** Most contacts of one organisation, invited ones included. */
export const contactsPerOrganisation = 10
/** Most people of one account who are remembered because it acts for them (代办). */
export const peopleRemembered = 20
/** Age from which 长辈版 is offered and a no-show never leads to a ban (老年人权益保障法第2条). */
export const elderAge = 60
/** Seconds the ticket for the first frame of a socket is valid. */
export const liveTicketSeconds = 60

// Requests that are likely the same (疑似重复), and following one (我也遇到)

/** Most requests suggested as likely the same. */
export const similarMost = 3
/** Days for which a request that closed is suggested as having come back (又坏了). */
export const againDays = 14
/** Days back within which a closed request was filed that is looked at for that. */
export const againFiledDays = 90
/** Newest requests of a grid that are compared with what is being filed, of the open and of the closed ones each. */
export const similarCompared = 50
/** First characters of a request that are compared: what it is about is said there, and each call compares a hundred. */
export const comparedCharacters = 120
/** Minutes for which a suggested request may be followed. */
export const suggestionMinutes = 60
/** Most open requests that one account follows. */
export const followsOpen = 20

// What one account may do in a day: numbers that nobody meets who means it, and never for emergencies

/** Requests other than reports. */
export const requestsPerDay = 30
/** Reports (举报). */
export const reportsPerDay = 15
/** Comments on, and additions to, requests. */
export const commentsPerDay = 150
export const messagesPerDay = 500
/** Seats held; a hold that is given back counts, too. */
export const holdsPerDay = 100
/** Entries in waiting lists (候补). */
export const waitingPerDay = 60
/** Numbers drawn without a booking. */
export const ticketsPerDay = 40
/** Photos and voice notes sent. */
export const uploadsPerDay = 400
/** Corrections of a grid (网格更正). */
export const correctionsPerDay = 20
/** Organisations registered. */
export const organisationsPerDay = 5
/** Invitations of contacts of organisations. */
export const organisationInvitationsPerDay = 20

// Codes that could be guessed

/** Minutes in which wrong codes and failed sign-ins are counted; then counting begins again. */
export const wrongCodeMinutes = 10
/** Most wrong invitation codes of one account in that time. */
export const wrongInvitations = 5
/** Most wrong booking codes that one member of staff may type in that time, at a busy counter. */
export const wrongBookingCodes = 30
/** Most wrong check-in codes (签到码) that one account may scan in that time. */
export const wrongCheckInCodes = 20
/** Most wrong door codes (门牌码) of an account in that time; those of an address, which many people share, are then served one by one. */
export const wrongDoorCodes = 300
/** Most failures with one and the same sign-in code from one address in that time. */
export const sameSignInCode = 5
/** Failed sign-ins of one address in that time after which its further ones are served one after another. */
export const signInFailures = 600

// Files and messages

/** Most photos of one request or message. */
export const photosPerCase = 9
/** Most voice notes of one request or message. */
export const voicesPerCase = 1
/** Longest voice note, in seconds. */
export const voiceSeconds = 60
/** Largest photo accepted, in megabytes (2²⁰ bytes). */
export const photoMegabytes = 15
/** Largest voice note accepted, in megabytes. */
export const voiceMegabytes = 5
/** Longer side of a photo's thumbnail, in pixels. */
export const thumbPixels = 480
/** Most photos and voice notes of one account that nothing uses yet, and their megabytes together. */
export const unusedFiles = 40
export const unusedMegabytes = 100
/** A larger file is sent in parts of so many kilobytes (2¹⁰ bytes), so that what has arrived is not sent again after a cut. */
export const partKilobytes = 256
/** Hours after which an upload that nothing uses, or that was not finished, is deleted. */
export const unusedHours = 24
/** Minutes the link to a photo or voice note is valid. */
export const fileLinkMinutes = 30
/** Most phrases (常用语) of one staff member. */
export const templatesPerStaff = 100
/** Most messages made into one request. */
export const messagesPerCase = 20

// Dates

/** Years before and after now in which a date that somebody sends must lie. */
export const nearYears = 10

// Lists

/** Default number of rows of a page. */
export const pageRows = 20
/** Most rows of a page. */
export const mostPageRows = 50
