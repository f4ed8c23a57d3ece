import { inNode } from '../docker/client.ts'

export async function stopKubelet(node: string): Promise<void> {
  await inNode(node, ['systemctl', 'stop', 'kubelet'])
}

export async function startKubelet(node: string): Promise<void> {
  await inNode(node, ['systemctl', 'start', 'kubelet'])
}

export async function stopContainerd(node: string): Promise<void> {
  await inNode(node, ['systemctl', 'stop', 'containerd'])
}

export async function startContainerd(node: string): Promise<void> {
  await inNode(node, ['systemctl', 'start', 'containerd'])
}
