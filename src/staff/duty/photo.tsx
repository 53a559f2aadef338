import { isOffline, type Value } from '../../platform/api/result'
import { useSend } from '../../platform/api/query'
import { fileUrl } from '../../platform/sending/upload'
import { usePhotoUploads } from '../../platform/sending/photo-uploads'
import { Avatar } from '../../ui/display/avatar'
import { ListRow } from '../../ui/display/list-row'
import { Button } from '../../ui/input/button'
import { Announce } from '../../ui/layout/announce'
import { Card } from '../../ui/layout/card'
import { Refusal } from '../../ui/layout/refusal'
import { Stack } from '../../ui/layout/stack'

interface MyPhotoProps {
  name: string
  photo: Value<'GET /v1/my-duty'>['photo']
}

/** Renders the photo that residents see of the caller, or their initial, and how to change it. */
export function MyPhoto({ name, photo }: MyPhotoProps) {
  const change = useSend('PUT /v1/my-photo', ['GET /v1/my-duty', 'GET /v1/grids'])
  const set = (fileId: string | null) => change.send({ body: { fileId } })
  const { uploads, problem, choose, again, forget } = usePhotoUploads(({ id }) => void set(id))
  const [upload] = uploads
  const refused = upload?.problem ?? change.problem ?? problem
  const another = () => {
    uploads.forEach(({ key }) => forget(key))
    return choose(1)
  }
  return (
    <Card title="我的照片">
      <Stack>
        <ListRow
          lead={<Avatar name={name} photo={photo ? fileUrl(photo.thumbUrl ?? photo.url) : undefined} />}
          title={photo ? '居民看得到这张照片' : '居民现在看到的是您的姓'}
          line="在首页、网格公示牌和对话里；离开团队就不再显示"
        />
        <Stack across>
          <Button icon="camera" busy={change.sending || (upload !== undefined && !upload.problem)} onTap={another}>
            {upload && !upload.problem ? `正在上传 ${upload.percent}%` : photo ? '换一张' : '放一张照片'}
          </Button>
          {photo && (
            <Button kind="quiet" busy={change.sending} onTap={() => set(null)}>
              不放照片
            </Button>
          )}
        </Stack>
        {upload?.problem && isOffline(upload.problem) && (
          <Button block icon="refresh" onTap={() => again(upload)}>
            没有传上，再传一次
          </Button>
        )}
        {refused && (
          <Announce urgent seen>
            {refused.detail}
          </Announce>
        )}
        <Refusal problem={problem} />
      </Stack>
    </Card>
  )
}
