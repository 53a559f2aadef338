/**
 * Every number that is a rule of the product, each once. Sentences, endpoint descriptions and code take it from here, so a change of
 * a rule is a change of this file alone. What a place sets for itself (minutes of grace, days ahead, limits) is data: openings/rules.ts.
 */

// Booking (预约)

/** Minutes a place is held while the form is filled. */
export const holdMinutes = 5
/** Duty minutes an offer from the waiting list (候补) stands. */
export const offerMinutes = 15
/** Minutes before the beginning from which one may check in (签到). */
export const arriveMinutes = 60
/** A second no-show (爽约) of a group within so many days limits booking in that group for as many days. */
export const noShowDays = 30
/** Places somebody may take for others in one slot. */
export const proxySeats = 2
/** Different people for whom one account may have bookings of one service at a time, not ended yet. */
export const proxyPeople = 2
/** Hours before the beginning at which the booker is reminded the first time. */
export const firstReminderHours = 24
/** Hours before the beginning at which the booker is reminded once more; the event put into the phone's calendar rings then, too. */
export const lastReminderHours = 1
/** Days the link to a booking's calendar file is good for; up to one more, so that a page read twice names the same address. */
export const calendarLinkDays = 30

// What the staff of a place read

/** Days before and after today in which the staff's search finds a booking. */
export const searchDays = 14
/** The longest stretch of days the figures of a place are read over. */
export const figuresDays = 92
/** The longest stretch of days of the plan of a place, which is read slot by slot in one query. */
export const planDays = 42
/** Days back that a calendar address (RFC 5545) of the staff reaches. */
export const feedDaysBack = 30
/** Days ahead that a calendar address of the staff reaches. */
export const feedDaysAhead = 90
/** Minutes the link to a page to print is good for. */
export const printLinkMinutes = 10

// Queue (排队)

/** A passed number (过号) is called again after so many further calls. */
export const recallAfter = 3
/** Times a number is called before it is void. */
export const callsBeforeVoid = 2
/** Minutes before its beginning from which a booking comes before those who just came. */
export const bookedFirstMinutes = 15
/** Minutes a passed number rests before it is called only because nobody else waits: whoever stepped out gets the time to come back. */
export const restMinutes = 3
/** Somebody with at most so many numbers before them is told to come near. */
export const nearNumbers = 2

// Requests (诉求) and ratings (好差评)

/** Days a resident may rate, or reopen, after a reply or a service; then it stays unrated (未评), never counted as satisfied. */
export const ratingWindowDays = 15
/** Working days within which a bad rating of a service is answered (国办发〔2019〕51号: each 差评 is answered). */
export const answerDays = 5
/** Days within which a review (复查) of an answer already given can be asked for (信访工作条例第35条). */
export const reviewDays = 30
/** Satisfaction up to this level of five is bad (国办发〔2019〕51号: 不满意, 非常不满意). */
export const badLevel = 2

// Grids (网格)

/** Days over which the usual time to the first reply of a grid is told. */
export const usualReplyDays = 30
/** A median of fewer replies, ratings or numbers served than this tells of single people: it is not told. */
export const fewestCounted = 5
/** The longest leave in days; a longer absence is a hand-over. */
export const leaveDays = 180

// Accounts

/** Days a session lasts after its last use. */
export const sessionDays = 30
/** Days an invitation code for a staff member is good for. */
export const invitationDays = 14
/** Homes one account may have. */
export const homesPerAccount = 5
/** From this age an elder has 长辈版 offered and is never limited for a no-show (老年人权益保障法第2条). */
export const elderAge = 60
/** Seconds the ticket for the first frame of a socket is good for. */
export const liveTicketSeconds = 60

// Files and messages

/** Photos of one case or message. */
export const photosPerCase = 9
/** Voice notes of one case or message. */
export const voicesPerCase = 1
/** Seconds of the longest voice note. */
export const voiceSeconds = 60
/** Megabytes (2²⁰ bytes) of the largest photo that is taken. */
export const photoMegabytes = 15
/** Megabytes of the largest voice note that is taken. */
export const voiceMegabytes = 5
/** Pixels of the longer side of a photo's small picture. */
export const thumbPixels = 480
/** Minutes the link to a photo or voice note is good for. */
export const fileLinkMinutes = 30
/** Phrases (常用语) one staff member keeps. */
export const templatesPerStaff = 100
/** Messages that are made into a case at once. */
export const messagesPerCase = 20

// Lists

/** Rows of a page unless told. */
export const pageRows = 20
/** Rows of the largest page. */
export const mostPageRows = 50
