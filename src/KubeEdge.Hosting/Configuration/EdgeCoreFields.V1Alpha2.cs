namespace KubeEdge.Hosting.Configuration;

/// <content>What only releases since 1.12 have: their runtime of pods, a kubelet.</content>
internal static partial class EdgeCoreFields
{
    private const string EdgedV1Alpha2 =
        """
          edged
            containerRuntime        text                remote               later,min
            customInterfaceName     text                -                    later
            enable                  flag                true                 min
            experimentalMounterPath  text               -                    later
            experimentalNodeAllocatableIgnoreEvictionThreshold  flag  -      later
            hostnameOverride        dns                 $host                min
            keepTerminatedPodVolumes  flag              -                    later
            masterServiceNamespace  text                default              later
            maxContainerCount       whole               -1                   later
            maxPerPodContainerCount  whole              1                    later
            minimumGCAge            duration            0s                   later
            nodeIP                  ip                  -
            nodeLabels              pairs               -
            podSandboxImage         text                kubeedge/pause:3.6   later,min
            registerNode            flag                true                 later,min
            registerNodeNamespace   text                default              none
            registerSchedulable     flag                true                 later
            registerWithTaints      any                 -                    later
            remoteImageEndpoint     text                unix:///run/containerd/containerd.sock  later,min
            remoteRuntimeEndpoint   text                unix:///run/containerd/containerd.sock  always,min
            reportEvent             flag                -                    later
            rootDirectory           text                /var/lib/edged       later,min
            runtimeCgroups          text                -                    later
            seccompDefault          flag                -                    later
            windowsPriorityClass    text                -                    none
            windowsService          flag                -                    none

        """;

    /// <summary>What newer releases add to the metaserver.</summary>
    private const string Accounts =
        """
              apiAudiences          texts               null
              dummyServer           text                -
              serviceAccountIssuers  texts              [https://kubernetes.default.svc.cluster.local]
              serviceAccountKeyFiles  texts             null

        """;

    private const string Tasks =
        """

          taskManager               map                 -                    later
            enable                  flag                -
        """;
}
