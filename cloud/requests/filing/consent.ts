import type { OnBehalf } from '@doorstep/contract/people/on-behalf'
import { rememberedConsent, rememberPerson } from '../../account/api'
import { claimFiles } from '../../files/api'
import type { Acting } from '../../platform/context/call'
import { uuidv7 } from '../../platform/process/ids'
import { problem } from '../../platform/process/problem'
import { sealSubject } from '../people/resident'

/**
 * Records whom a resident acts for and their consent, and remembers them; a remembered person's consent stands. Returns the consent's id;
 * throws `consentNeeded` without the proof.
 */
export async function recordPerson(acting: Acting, onBehalf: OnBehalf): Promise<string> {
  const { how } = onBehalf.consent
  const id = (await rememberedConsent(acting, onBehalf)) ?? (await recordConsent(acting, onBehalf))
  await rememberPerson(acting, onBehalf, { id, how })
  return id
}

/**
 * Records a person's consent to a request or a booking made for them, and how it was given (个人信息保护法第14条). A written or spoken consent needs
 * its photo or recording. Returns the record's id; throws `consentNeeded` without the proof.
 */
export async function recordConsent(
  acting: Acting,
  { name, phone = null, relation, consent }: Pick<OnBehalf, 'name' | 'relation' | 'consent'> & { phone?: string | null | undefined },
): Promise<string> {
  const { tx, districtId, actor, clock } = acting
  const { how, fileId = null } = consent
  if (fileId === null && (how === 'written' || how === 'voice')) {
    throw problem('consentNeeded', {
      errors: [{ path: 'onBehalf.consent.fileId', message: how === 'voice' ? '请附上本人同意的录音' : '请附上书面同意的照片' }],
    })
  }
  const id = uuidv7()
  if (fileId !== null) await claimFiles(acting, [fileId], `consent:${id}`, { path: 'onBehalf.consent.fileId' })
  await tx
    .insertInto('consent')
    .values({
      district_id: districtId,
      id,
      account_id: actor.accountId,
      purpose: 'onBehalf',
      subject_sealed: sealSubject(acting, { name, phone, relation }),
      how,
      file_id: fileId,
      given_at: clock.now(),
    })
    .execute()
  return id
}
