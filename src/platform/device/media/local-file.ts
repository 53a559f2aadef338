import Taro from '@tarojs/taro'

/** A file on the device that is read in pieces. */
export interface LocalFile {
  size: number
  /** What tells it from every other file: its size and digest, its path where the device computes none. */
  name: string
  /** Returns the bytes from `from` to `to`, that one not included. Rejects when the file is gone. */
  read: (from: number, to: number) => Promise<ArrayBuffer>
}

/** Opens the file at a path of the device; undefined when this device cannot read it in pieces. */
export async function localFile(path: string): Promise<LocalFile | undefined> {
  try {
    const files = Taro.getFileSystemManager()
    const { size, digest } = await new Promise<{ size: number; digest?: string }>((resolve, reject) =>
      files.getFileInfo({ filePath: path, digestAlgorithm: 'sha1', success: resolve, fail: reject }),
    )
    const read = (from: number, to: number) =>
      new Promise<ArrayBuffer>((resolve, reject) => {
        const success = ({ data }: { data: string | ArrayBuffer }) =>
          typeof data !== 'string' && data.byteLength === to - from ? resolve(data) : reject(new Error('readFile:fail another length'))
        files.readFile({ filePath: path, position: from, length: to - from, success, fail: reject })
      })
    return { size, name: `${size}.${digest ?? path}`, read }
  } catch {
    return undefined
  }
}
