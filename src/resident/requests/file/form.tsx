import { emergencyIn } from '@doorstep/contract/emergencies'
import { FileRequest, type Category, type RequestDetail } from '@doorstep/contract/requests/views'
import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { useRead } from '../../../platform/api/query'
import type { Done } from '../../../platform/api/result'
import { scrollToWrong, wrongField } from '../../../platform/navigation/scrolling'
import { useCurrentGrid } from '../../../platform/place/current-grid'
import type { Draft } from '../../../platform/sending/drafts'
import { check } from '../../../platform/sending/forms'
import { useStillUploading } from '../../../platform/sending/still-uploading'
import { useErrors } from '../../../platform/sending/use-errors'
import { AskForHelp } from '../../../parts/ask-for-help'
import { EmergencyStrip, useEmergencies } from '../../../parts/emergency-calls'
import { NextSteps } from '../../../parts/next-steps'
import { answerErrors } from '../../../parts/questions'
import { useDebouncedText } from '../../../ui/input/debounced-text'
import { Announce } from '../../../ui/layout/announce'
import { Screen } from '../../../ui/layout/screen'
import { AboutRow } from './about-row'
import { Bar } from './bar'
import { CategorySheet } from './category-sheet'
import { DraftsLeft } from './drafts-left'
import { Emergency } from './emergency'
import { Facts } from './facts'
import { inCategory, isSecret, isTold, isWritten, missing, previewOf, requestOf, similarOf, type Filing } from './filing'
import { LookSheet } from './look-sheet'
import { SimilarCard } from './similar'
import { always, stoppedBy, wayBack } from './stop'
import { Tell } from './tell'
import { useCategory, useOnceSettled } from './use-category'
import { useFiling } from './use-filing'
import { usePreview } from './use-preview'
import { useSimilar } from './use-similar'
import { Waiting } from './waiting'

interface FormProps {
  draft: Draft<Filing>
  /** The draft's name. */
  name: string
  filed: (result: Done<RequestDetail>) => void
  /** Goes on with another draft. */
  resume: (of: string) => void
}

/** Renders the one page of 提诉求: show or say it, what it is taken to be, where, for whom, who gets it by when; sent from here. */
export function Form({ draft: kept, name, filed, resume }: FormProps) {
  const categories = useRead('GET /v1/categories', {})
  const emergencies = useEmergencies()
  const door = useCurrentGrid()
  const uploading = useStillUploading()
  const proof = useStillUploading()
  const [recording, setRecording] = useState(false)
  /** `choose`: which kind of matter it is, before sending or by itself; `look`: who gets it and who sees it. */
  const [sheet, setSheet] = useState<'choose' | 'choose to send' | 'look'>()
  const [urgent, setUrgent] = useState<Category>()
  const { values } = kept
  const { typed, type } = useDebouncedText(values.text)
  const words = typed === '' ? '' : [typed, kept.now().placeDetail].join(' ').trim().slice(0, 2000)
  const about = useCategory(values.categoryCode, words, categories)
  const { category, guessed } = about
  const filing = useFiling(kept, name, filed)
  useEffect(() => {
    if (filing.problem) scrollToWrong()
  }, [filing.problem])

  const wrongIn = (now: Filing, one = category) => {
    if (one === undefined) return isTold(now) ? {} : { text: '请写几句、拍张照片或说一段话' }
    const checked = check(FileRequest, requestOf(now, one))
    const homeless = isSecret(now, one) || (door.known && !door.home)
    return { ...(checked.ok ? {} : checked.errors), ...answerErrors(one, now.answers), ...missing(now, one, homeless) }
  }
  const { draft, errors, setErrors } = useErrors(kept, (now) => wrongIn(now))
  const secret = category !== undefined && isSecret(values, category)
  const stop = category && stoppedBy(category, values.answers, emergencies)
  const unplaced = values.buildingCode === '' && !secret && !values.forOther
  /** The building looked at while no home is bound: it stands in the form, so it is sent. */
  const looked = unplaced && !door.home ? door.looked : undefined
  const placed = values.buildingCode !== '' || (unplaced && (door.home ?? looked) !== undefined)
  const here = { ...values, buildingCode: values.buildingCode || (looked?.code ?? '') }
  const known = category && !stop && placed && door.signedIn
  const preview = usePreview(known ? previewOf(here, category) : undefined)
  const similar = useSimilar(known && !category.emergency ? similarOf(here, category, words) : undefined)
  // What was typed meanwhile is drawn when the form comes back.
  const stopFor = (one: Category) => {
    draft.set({})
    setSheet(undefined)
    setUrgent(one)
  }
  const send = (one: Category) => {
    setSheet(undefined)
    void filing.submit(one)
  }
  const goOn = (one: Category, seen: 'seen' | 'unseen' | 'looked at') => {
    if (one.emergency || preview.value?.emergency) {
      stopFor(one)
      return
    }
    if (looked && !isSecret(draft.now(), one)) draft.note({ buildingCode: looked.code, buildingName: looked.name })
    draft.set(inCategory(draft.now(), one.code))
    const found = wrongIn(draft.now(), one)
    setErrors(found)
    // What the law wants looked at, and what nobody has seen yet, is shown before it goes.
    const looks = seen === 'unseen' || preview.waiting || isSecret(draft.now(), one) || values.forOther
    if (Object.keys(found).length > 0) setSheet(undefined)
    else if (looks && seen !== 'looked at') setSheet('look')
    else send(one)
  }
  const choose = (one: Category) => {
    if (one.emergency) stopFor(one)
    else if (sheet === 'choose to send') goOn(one, 'unseen')
    else {
      draft.set(inCategory(draft.now(), one.code))
      setSheet(undefined)
    }
  }
  const goOnWith = (seen: 'seen' | 'unseen') => {
    if (category) goOn(category, seen)
    else setSheet('choose to send')
  }
  // The words just typed are not looked through yet: what they are taken to be about is shown before it goes.
  const isSettled = () => (category !== undefined && !guessed) || (!about.waiting && kept.now().text.trim() === typed)
  const { waits, wait } = useOnceSettled(isSettled(), () => goOnWith('unseen'))
  const submit = () => {
    if (!isTold(draft.now())) setErrors(wrongIn(draft.now()))
    else if (isSettled()) goOnWith('seen')
    else wait()
  }

  if (urgent) {
    const stopped = stoppedBy(urgent, values.answers, emergencies)
    const phones = preview.value?.emergency ?? stopped?.phones ?? []
    const advice = stopped?.advice ?? emergencyIn(urgent.name, emergencies)?.advice ?? always
    const back = { text: '不是紧急情况，回去改', onTap: () => setUrgent(undefined) }
    return <Emergency category={urgent} stop={{ phones, advice }} written={isWritten(values)} back={back} />
  }
  if (category && stop && !guessed)
    return <Emergency category={category} stop={stop} written={isWritten(kept.now())} back={wayBack(kept, stop.answers)} />
  if (values.waiting) return <Waiting values={values} category={category} filing={filing} />
  const why = [recording && '正在录音，先点一下结束', proof.why.why, uploading.why.why].filter(Boolean).join('；') || undefined
  return (
    <Screen
      title="提诉求"
      again={categories.again}
      bar={
        <Bar
          category={category}
          guessed={guessed}
          change={() => setSheet('choose')}
          preview={preview}
          busy={filing.sending || waits}
          why={why}
          look={() => setSheet('look')}
          submit={submit}
        />
      }
    >
      <EmergencyStrip text={typed} grid={secret ? undefined : door.gridCode} />
      {!isTold(values) && typed === '' && <DraftsLeft categories={categories.value?.rows ?? []} name={name} resume={resume} />}
      {!secret && <AskForHelp />}
      <Tell
        draft={draft}
        errors={errors}
        hint={category?.hint}
        secret={secret}
        saved={typed !== '' || isWritten(values)}
        type={type}
        uploading={uploading}
        onRecording={setRecording}
      />
      <AboutRow draft={draft} about={about} words={words} errors={errors} unread={categories.problem} change={() => setSheet('choose')} />
      <Facts draft={draft} errors={errors} secret={secret} proof={proof} />
      <SimilarCard rows={similar} againOf={values.againOf} setAgain={(againOf) => draft.set({ againOf })} />
      {Object.keys(errors).length > 0 && (
        <Announce urgent seen>
          还有几处没填好，请看标出的地方
        </Announce>
      )}
      {filing.problem && (
        <View className={wrongField}>
          <NextSteps problem={filing.problem} />
        </View>
      )}
      <CategorySheet
        open={sheet === 'choose' || sheet === 'choose to send'}
        categories={categories.value?.rows}
        problem={categories.problem}
        likely={about.likely}
        choose={choose}
        close={() => setSheet(undefined)}
      />
      {sheet === 'look' && category && (
        <LookSheet
          values={draft.now()}
          category={category}
          preview={preview}
          why={why}
          send={() => goOn(category, 'looked at')}
          close={() => setSheet(undefined)}
        />
      )}
    </Screen>
  )
}
