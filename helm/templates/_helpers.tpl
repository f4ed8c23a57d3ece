{{/* Everything that comes from values is written through quote or toJson; none of it is a template. */}}

{{- define "cutaway.name" -}}
{{- .Values.nameOverride | default .Chart.Name | trunc 50 | trimSuffix "-" | trimSuffix "." -}}
{{- end -}}

{{/* Short enough for -journal behind it. */}}
{{- define "cutaway.fullname" -}}
{{- $name := include "cutaway.name" . -}}
{{- $full := ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) -}}
{{- .Values.fullnameOverride | default $full | trunc 50 | trimSuffix "-" | trimSuffix "." -}}
{{- end -}}

{{/* Names of cluster-wide objects: two releases of one name in two namespaces do not meet. */}}
{{- define "cutaway.clusterName" -}}
{{- printf "%s:%s" .Release.Namespace (include "cutaway.fullname" .) -}}
{{- end -}}

{{- define "cutaway.selector" -}}
app.kubernetes.io/name: {{ include "cutaway.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end -}}

{{- define "cutaway.labels" -}}
{{ include "cutaway.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service | quote }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name (.Chart.Version | replace "+" "_") | quote }}
{{- end -}}

{{- define "cutaway.serviceAccount" -}}
{{- .Values.serviceAccount.name | default (ternary (include "cutaway.fullname" .) "default" .Values.serviceAccount.create) -}}
{{- end -}}

{{- define "cutaway.image" -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{- define "cutaway.tokenSecret" -}}
{{- .Values.access.existingSecret | default (printf "%s-token" (include "cutaway.fullname" .)) -}}
{{- end -}}

{{- define "cutaway.exposed" -}}
{{- if eq .Values.access.expose "cluster" }}true{{ end -}}
{{- end -}}

{{- define "cutaway.forwardHint" -}}
kubectl port-forward --namespace {{ .Release.Namespace }} deployment/{{ include "cutaway.fullname" . }} 8080:8080
{{- end -}}

{{/* The line that prints what one signs in with; also on the sign-in page. */}}
{{- define "cutaway.signInHint" -}}
{{- if eq .Values.access.mode "token" -}}
kubectl get secret {{ include "cutaway.tokenSecret" . }} --namespace {{ .Release.Namespace }} --output go-template='{{ "{{" }}.data.token|base64decode{{ "}}" }}'
{{- else if eq .Values.access.mode "kubernetes" -}}
kubectl create token <your-service-account> --namespace <its-namespace> --audience {{ .Values.access.audience }}
{{- end -}}
{{- end -}}

{{- define "cutaway.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "cutaway.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
capabilities:
  drop: [ALL]
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* The API token of one hour that the kubelet renews, where clients look for it. The ServiceAccount mounts none by itself. */}}
{{- define "cutaway.apiToken" -}}
- name: api-token
  projected:
    sources:
      - serviceAccountToken:
          path: token
          expirationSeconds: 3600
      - configMap:
          name: kube-root-ca.crt
          items:
            - key: ca.crt
              path: ca.crt
      - downwardAPI:
          items:
            - path: namespace
              fieldRef:
                fieldPath: metadata.namespace
{{- end -}}

{{/* What must not be installed even if the schema is not asked (--skip-schema-validation). */}}
{{- define "cutaway.check" -}}
{{- $access := .Values.access -}}
{{- if not (has $access.mode (list "token" "kubernetes" "proxy" "open")) }}{{ fail "access.mode is one of token, kubernetes, proxy, open" }}{{ end -}}
{{- if not (has $access.expose (list "pod" "cluster")) }}{{ fail "access.expose is one of pod, cluster" }}{{ end -}}
{{- if and (eq $access.mode "open") (include "cutaway.exposed" .) }}{{ fail "access.mode=open has no lock: it goes with access.expose=pod only" }}{{ end -}}
{{- if and (not (include "cutaway.exposed" .)) (or (ne .Values.service.type "ClusterIP") .Values.ingress.enabled .Values.httpRoute.enabled) }}{{ fail "access.expose=pod is reached by kubectl port-forward only: a NodePort, LoadBalancer, Ingress or HTTPRoute needs access.expose=cluster" }}{{ end -}}
{{- if eq $access.mode "proxy" -}}
{{- if or (not (include "cutaway.exposed" .)) (not $access.proxy.from) }}{{ fail "access.mode=proxy needs access.expose=cluster and access.proxy.from" }}{{ end -}}
{{- end -}}
{{- if and .Values.journal.enabled (gt (int .Values.replicas) 1) }}{{ fail "journal.enabled needs replicas: 1" }}{{ end -}}
{{- range .Values.rbac.extraRules -}}
{{- if without (keys .) "apiGroups" "resources" "resourceNames" "verbs" }}{{ fail "rbac.extraRules: apiGroups, resources, resourceNames and verbs only" }}{{ end -}}
{{- range .verbs }}{{ if not (has . (list "get" "list" "watch")) }}{{ fail (printf "rbac.extraRules: the verb %s is refused; get, list and watch only" .) }}{{ end }}{{ end -}}
{{- range concat .apiGroups .resources }}{{ if or (contains "*" .) (contains "/" .) (eq . "secrets") }}{{ fail (printf "rbac.extraRules: %s is refused; no wildcards, Secrets or subresources" .) }}{{ end }}{{ end -}}
{{- end -}}
{{- end -}}
