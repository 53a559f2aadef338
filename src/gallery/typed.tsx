import { View } from '@tarojs/components'
import { useState } from 'react'
import { ActButtons } from '../ui/input/act-buttons'
import { Button } from '../ui/input/button'
import { Chips } from '../ui/input/chips'
import { Choice } from '../ui/input/choice'
import { Field } from '../ui/input/field'
import { usePhotoField } from '../ui/input/photo-field'
import { PhotoPicker } from '../ui/input/photo-picker'
import { PhotoThumbs } from '../ui/input/photo-thumbs'
import { PhotoTile } from '../ui/input/photo-tile'
import { PickerRow } from '../ui/input/picker-row'
import { Stepper } from '../ui/input/stepper'
import { SwitchRow } from '../ui/input/switch-row'
import tiles from '../ui/input/tile.module.css'
import { VoiceField } from '../ui/input/voice-field'
import { VoiceKept } from '../ui/input/voice-kept'
import { VoiceRecorder } from '../ui/input/voice-recorder'
import { useVoiceUpload } from '../ui/input/voice-upload'
import { Card } from '../ui/layout/card'
import { Stack } from '../ui/layout/stack'
import { Part } from './part'

const kinds = ['primary', 'plain', 'outline', 'danger', 'quiet'] as const
const days = [
  { value: 'today', label: '今天' },
  { value: 'week', label: '这一周' },
  { value: 'all', label: '全部' },
] as const
const answers = [
  { value: 'yes', label: '解决了' },
  { value: 'no', label: '没有解决', help: '会由另一位同志重新办' },
  { value: 'later', label: '以后再说', help: '今天不能选', disabled: true },
] as const
type Day = (typeof days)[number]['value']
type Answer = (typeof answers)[number]['value']
const nothing = () => undefined

/** What is tapped or written in: src/ui/input. */
export function Typed() {
  const [day, setDay] = useState<Day>('week')
  const [answer, setAnswer] = useState<Answer | undefined>('yes')
  const [many, setMany] = useState<Answer[]>(['yes'])
  const [people, setPeople] = useState(2)
  const [on, setOn] = useState(true)
  return (
    <>
      <Part name="Button">
        {kinds.map((kind) => (
          <Button key={kind} kind={kind} block onTap={nothing}>
            {kind}
          </Button>
        ))}
        <Button kind="primary" block busy>
          提交
        </Button>
        <Button block why="还没到签到时间，请 9:45 再来">
          签到
        </Button>
        <Stack across wraps>
          <Button small icon="phone" onTap={nothing}>
            打电话
          </Button>
          <Button small kind="outline" onTap={nothing}>
            改时间
          </Button>
        </Stack>
      </Part>
      <Part name="ActButtons">
        <Stack across wraps>
          <ActButtons acts={['接单', '补问', '退回', '改派']} labelOf={(act) => act} start={nothing} none="现在没有可做的" />
        </Stack>
      </Part>
      <Part name="Chips">
        <Chips label="时间" options={days} value={day} onChoose={setDay} />
      </Part>
      <Part name="Choice">
        <Choice<Answer> label="事情解决了吗" options={answers} value={answer} onChange={setAnswer} />
        <Choice<Answer> label="可以选几项" options={answers} multiple value={many} onChange={setMany} optional />
        <Choice<Answer>
          label="是不是替别人提"
          options={answers.slice(0, 2)}
          across
          value={undefined}
          onChange={setAnswer}
          error="请选一项"
        />
      </Part>
      <Part name="Field">
        <Field label="电话" kind="phone" help="只有办事的同志看得到" placeholder="11 位手机号" onText={nothing} optional />
        <Field label="写清地点和情况" long initial="三单元二楼的灯不亮" max={500} onText={nothing} />
        <Field label="楼栋" error="请写明楼栋，例如 3 号楼" onText={nothing} />
      </Part>
      <Part name="PickerRow">
        <PickerRow label="单元" options={['1 单元', '2 单元']} value="2 单元" onPick={nothing} />
        <PickerRow label="日期" mode="date" value={undefined} placeholder="请选日期" onPick={nothing} error="请选日期" />
      </Part>
      <Part name="Stepper · SwitchRow">
        <Card>
          <Stepper label="几位一起来" value={people} max={4} unit="人" onChange={setPeople} />
          <SwitchRow title="长辈版" line="字大、事少、先说话" on={on} onChange={setOn} />
        </Card>
      </Part>
      <Part name="PhotoPicker">
        <PhotoPicker label="照片" photos={[]} onChange={nothing} help="最多 9 张" />
      </Part>
      <Part name="PhotoTile · VoiceRecorder · PhotoThumbs · VoiceKept">
        <Told />
      </Part>
      <Part name="VoiceField · VoiceRecorder">
        <VoiceField label="本人同意的录音" help="请本人说一句" voice={null} onChange={nothing} onPending={nothing} />
        <VoiceRecorder onRecorded={nothing} />
      </Part>
    </>
  )
}

/** Shows a form that is told by the camera and the microphone first. */
function Told() {
  const photos = usePhotoField({ photos: [{ id: '1', url: '' }], onChange: () => undefined })
  const voice = useVoiceUpload({ voice: { id: '2', url: '', seconds: 7 }, onChange: () => undefined, onPending: () => undefined })
  return (
    <Stack gap={8}>
      <View className={tiles.tiles}>
        <PhotoTile field={photos}>拍给我们看</PhotoTile>
        <VoiceRecorder tile label="说给我们听" onRecorded={() => undefined} />
      </View>
      <PhotoThumbs small field={photos} />
      <VoiceKept upload={voice} />
    </Stack>
  )
}
