test('the API loads no decoder of pictures: what strangers send is decoded in the inspecting process', async () => {
  jest.doMock('sharp', () => {
    throw new Error('the API loads sharp')
  })
  await import('./rooms')
  await import('./platform/context/deps')
  await expect(import('./app')).resolves.toHaveProperty('buildApp')
})
