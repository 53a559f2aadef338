import { FileRequest, type Category } from '@doorstep/contract/requests/views'
import { kindNames } from '@doorstep/contract/requests/words'
import { useCurrentGrid } from '../../../platform/place/current-grid'
import type { Draft } from '../../../platform/sending/drafts'
import { useElder } from '../../../platform/device/elder'
import { check } from '../../../platform/sending/forms'
import { useErrors } from '../../../platform/sending/use-errors'
import { useStillUploading } from '../../../platform/sending/still-uploading'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { AskForHelp } from '../../../parts/ask-for-help'
import { EmergencyCalls } from '../../../parts/emergency-calls'
import { useDebouncedText } from '../../../ui/input/debounced-text'
import { Card } from '../../../ui/layout/card'
import { Choice } from '../../../ui/input/choice'
import { Field } from '../../../ui/input/field'
import { PhotoPicker } from '../../../ui/input/photo-picker'
import { Screen } from '../../../ui/layout/screen'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'
import { VoiceField } from '../../../ui/input/voice-field'
import { Behalf } from '../../../parts/behalf'
import { voiceOfReport } from '../voice-of-report'
import { isSecret, kindOf, missing, requestOf, type Filing } from './filing'
import { Place } from './place'
import { answerErrors, Questions } from '../../../parts/questions'

interface TellStepProps {
  category: Category
  draft: Draft<Filing>
  /** 换一类. */
  change: () => void
}

/** Renders what happened, where and for whom; voice note and photo come first, for residents who do not type. */
export function TellStep({ category, draft: kept, change }: TellStepProps) {
  const { elder } = useElder()
  const uploading = useStillUploading()
  const proof = useStillUploading()
  const { typed, type } = useDebouncedText(kept.values.text)
  const door = useCurrentGrid()
  const { values } = kept
  const secret = isSecret(values, category)
  const wrongIn = (now: Filing) => {
    const checked = check(FileRequest, requestOf(now, category))
    return {
      ...(checked.ok ? {} : checked.errors),
      ...answerErrors(category, now.answers),
      ...missing(now, category, secret || (door.known && !door.home)),
    }
  }
  const { draft, errors, setErrors } = useErrors(kept, wrongIn)
  const goOn = () => {
    // The form's visible values are what is sent: also the building looked at, while no home is bound.
    if (draft.now().buildingCode === '' && !secret && !draft.now().forOther && !door.home && door.looked)
      draft.note({ buildingCode: door.looked.code, buildingName: door.looked.name })
    const found = wrongIn(draft.now())
    setErrors(found)
    if (Object.keys(found).length === 0) draft.set({ step: 'confirm' })
  }
  const say = (
    <>
      <VoiceField
        label="说一说"
        help={secret ? voiceOfReport : '说清楚在哪里、什么时候开始、想怎么办'}
        voice={values.voice}
        onChange={(voice) => draft.set({ voice })}
        onPending={uploading.onVoice}
      />
      <PhotoPicker label="拍照" photos={values.photos} onChange={(photos) => draft.set({ photos })} onUploading={uploading.onPhotos} />
    </>
  )
  const write = (
    <Field
      label="写一写"
      help={category.hint}
      optional
      long
      max={2000}
      initial={values.text}
      onText={(text) => {
        draft.note({ text })
        type(text)
      }}
      error={errors.text ?? errors['']}
    />
  )
  return (
    <Screen
      title={category.name}
      bar={
        <Button kind="primary" {...proof.why} {...uploading.why} onTap={goOn}>
          下一步：看看谁来办
        </Button>
      }
    >
      <Stack across gap={8} wraps>
        <Words size={20} bold heading>
          {category.name}
        </Words>
        <Button kind="quiet" small onTap={change}>
          换一类
        </Button>
      </Stack>
      <Words size={15} tone="second">
        {category.rule}
      </Words>
      {!secret && <AskForHelp />}
      <EmergencyCalls text={typed} />
      {values.fromSeqs.length > 0 && (
        <Card tone="info">
          <Words size={15}>已带上 {values.fromSeqs.length} 条消息里的文字、照片和语音，请确认下面写得对不对。</Words>
        </Card>
      )}
      <Card>
        <Stack gap={24}>
          {category.kinds.length > 1 && (
            <Choice
              label="您想要"
              across={!elder}
              options={category.kinds.map((kind) => ({ value: kind, label: kindNames[kind] }))}
              value={kindOf(values, category)}
              onChange={(kind) => draft.set({ kind })}
              error={errors.kind}
            />
          )}
          {secret && <Words size={15}>举报会替您保密：办理的人看不到您的姓名、电话和住处。地点请选事情发生的那栋楼。</Words>}
          <Questions
            questions={category.questions}
            answers={values.answers}
            errors={errors}
            change={(answers) => draft.set({ answers })}
            note={(answers) => draft.note({ answers })}
            now={() => draft.now().answers}
          />
          {elder ? say : write}
          {elder ? write : say}
          <Behalf
            draft={{
              ...draft,
              // The place is that of whom it is for: what was chosen for one is not the other's.
              set: (change) =>
                draft.set({
                  ...change,
                  ...(change.forOther !== undefined && !secret && { buildingCode: '', buildingName: '', homeId: '' }),
                }),
            }}
            errors={errors}
            onPerson={({ home }) => {
              if (!secret) draft.set({ buildingCode: home?.building.code ?? '', buildingName: home?.building.name ?? '', homeId: '' })
            }}
            label="替谁办"
            other="替别人办"
            example="例如：我是王秀兰，同意女儿替我反映楼道灯的事"
            uploading={proof}
            once={secret}
          />
          <Place draft={draft} errors={errors} secret={secret} />
        </Stack>
      </Card>
      {Object.keys(errors).length > 0 && (
        <Announce urgent seen>
          还有几处没填好，请看标出的地方
        </Announce>
      )}
    </Screen>
  )
}
