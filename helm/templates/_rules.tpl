{{/*
What is watched, by feature, as rows of group and resources: those that live in namespaces, and those of the whole cluster.
The same table as server/cluster/resources.ts; a test compares the two. Secrets are not in it.
*/}}
{{- define "cutaway.watched" -}}
core:
  namespaced: [["", "pods", "services", "persistentvolumeclaims"]]
  cluster: [["", "namespaces", "nodes", "persistentvolumes"]]
events:
  namespaced: [["", "events"]]
workloads:
  namespaced: [["apps", "deployments", "replicasets", "statefulsets", "daemonsets", "controllerrevisions"]]
batch:
  namespaced: [["batch", "jobs", "cronjobs"]]
endpoints:
  namespaced: [["discovery.k8s.io", "endpointslices"], ["", "endpoints"]]
scaling:
  namespaced: [["autoscaling", "horizontalpodautoscalers"], ["policy", "poddisruptionbudgets"]]
network:
  cluster: [["networking.k8s.io", "ipaddresses"]]
storage:
  cluster: [["storage.k8s.io", "storageclasses", "volumeattachments"]]
quotas:
  namespaced: [["", "resourcequotas"]]
leaders:
  namespaced: [["coordination.k8s.io", "leases"]]
configMaps:
  namespaced: [["", "configmaps"]]
serviceAccounts:
  namespaced: [["", "serviceaccounts"]]
{{- end -}}

{{/* Rules of a role. `root`: the chart's scope; `scopes`: namespaced, cluster or both. */}}
{{- define "cutaway.rules" -}}
{{- $watched := include "cutaway.watched" . | fromYaml -}}
{{- $features := .root.Values.rbac.features -}}
{{- range $feature := keys $watched | sortAlpha -}}
{{- if get $features $feature -}}
{{- range $scope := $.scopes -}}
{{- range get (get $watched $feature) $scope | default list }}
- apiGroups: {{ list (first .) | toJson }}
  resources: {{ rest . | toJson }}
  verbs: ["list", "watch"]
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range .root.Values.rbac.extraRules }}
- {{ pick . "apiGroups" "resources" "resourceNames" "verbs" | toJson }}
{{- end -}}
{{- end -}}
