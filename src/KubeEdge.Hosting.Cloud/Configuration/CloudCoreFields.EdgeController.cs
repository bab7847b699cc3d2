namespace KubeEdge.Hosting.Cloud.Configuration;

/// <content>Queues and worker pools of the original's edge controller; ours has none to size.</content>
internal static partial class CloudCoreFields
{
    private const string EdgeController =
        """
          edgeController
            buffer                  map                 -                    none
              certificateSigningRequest  whole 0..      -
              configMapEvent        whole 0..           1
              createLease           whole 0..           1524
              createNode            whole 0..           1024
              createPod             whole 0..           1024
              deletePod             whole 0..           1024
              endpointsEvent        whole 0..           -
              patchNode             whole 0..           1274
              patchPod              whole 0..           1024
              podEvent              whole 0..           1
              processEvent          whole 0..           -
              queryConfigMap        whole 0..           1024
              queryEndpoints        whole 0..           -
              queryLease            whole 0..           1024
              queryNode             whole 0..           1524
              queryPersistentVolume  whole 0..          1024
              queryPersistentVolumeClaim  whole 0..     1024
              querySecret           whole 0..           1024
              queryService          whole 0..           -
              queryVolumeAttachment  whole 0..          1024
              ruleEndpointsEvent    whole 0..           1
              rulesEvent            whole 0..           1
              secretEvent           whole 0..           1
              serviceAccountToken   whole 0..           1024
              serviceEvent          whole 0..           -
              updateNode            whole 0..           1024
              updateNodeStatus      whole 0..           1024
              updatePodStatus       whole 0..           1024
            context                 any                 -                    none
            enable                  flag                true
            load                    map                 -                    none
              CreatePodWorks        whole 0..           4
              ServiceAccountTokenWorkers  whole 0..     100
              UpdateRuleStatusWorkers  whole 0..        4
              certificateSigningRequestWorkers  whole 0..  -
              createLeaseWorkers    whole 0..           500
              createNodeWorkers     whole 0..           100
              deletePodWorkers      whole 0..           100
              patchNodeWorkers      whole 0..           110
              patchPodWorkers       whole 0..           100
              processEventWorkers   whole 0..           -
              queryConfigMapWorkers  whole 0..          100
              queryEndpointsWorkers  whole 0..          -
              queryLeaseWorkers     whole 0..           100
              queryNodeWorkers      whole 0..           500
              queryPersistentVolumeClaimWorkers  whole 0..  4
              queryPersistentVolumeWorkers  whole 0..   4
              querySecretWorkers    whole 0..           100
              queryServiceWorkers   whole 0..           -
              queryVolumeAttachmentWorkers  whole 0..   4
              updateNodeStatusWorkers  whole 0..        1
              updateNodeWorkers     whole 0..           4
              updatePodStatusWorkers  whole 0..         1
            nodeUpdateFrequency     seconds 1..         10                   none

        """;
}
