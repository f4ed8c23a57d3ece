/** What the referee reads of one audit.k8s.io/v1 Event. Everything else is dropped when a slice is kept beside a tape. */
export interface AuditEvent {
  auditID: string
  stage: string
  verb: string
  requestURI: string
  user: { username: string }
  userAgent?: string
  objectRef?: { apiGroup?: string; resource: string; subresource?: string; namespace?: string; name?: string; uid?: string }
  responseStatus?: { code?: number }
  responseObject?: {
    kind?: string
    metadata?: { name?: string; namespace?: string; uid?: string; resourceVersion?: string }
    /** Of a Status: what the request was about. */
    details?: { name?: string; uid?: string }
    /** Of an IPAddress: for whom it is. */
    spec?: { parentRef?: { namespace?: string; name?: string } }
  }
  requestReceivedTimestamp: string
  stageTimestamp: string
}

const writing = new Set(['create', 'update', 'patch', 'delete', 'deletecollection'])

/** What the referee needs of a logged Event; undefined if it is no finished request to write. */
export function kept(event: AuditEvent): AuditEvent | undefined {
  return event.stage === 'ResponseComplete' && writing.has(event.verb) && event.objectRef ? cut(event) : undefined
}

function cut({
  auditID,
  stage,
  verb,
  requestURI,
  user,
  userAgent,
  objectRef: ref,
  responseStatus,
  responseObject: answer,
  requestReceivedTimestamp,
  stageTimestamp,
}: AuditEvent): AuditEvent {
  const { name, namespace, uid, resourceVersion } = answer?.metadata ?? {}
  return {
    auditID,
    stage,
    verb,
    requestURI,
    user: { username: user.username },
    userAgent,
    objectRef: ref && {
      apiGroup: ref.apiGroup,
      resource: ref.resource,
      subresource: ref.subresource,
      namespace: ref.namespace,
      name: ref.name,
      uid: ref.uid,
    },
    responseStatus: { code: responseStatus?.code },
    responseObject: answer && {
      kind: answer.kind,
      metadata: { name, namespace, uid, resourceVersion },
      details: answer.details && { name: answer.details.name, uid: answer.details.uid },
      spec: answer.spec?.parentRef && { parentRef: { namespace: answer.spec.parentRef.namespace, name: answer.spec.parentRef.name } },
    },
    requestReceivedTimestamp,
    stageTimestamp,
  }
}
