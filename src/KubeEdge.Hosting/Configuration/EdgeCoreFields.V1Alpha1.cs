namespace KubeEdge.Hosting.Configuration;

/// <content>What only releases up to 1.11 have: their runtime of pods.</content>
internal static partial class EdgeCoreFields
{
    private const string EdgedV1Alpha1 =
        """
          edged
            annotations             pairs               -
            cgroupDriver            choice cgroupfs|systemd  cgroupfs        later,min
            cgroupRoot              text                ""                   later,min
            cgroupsPerQOS           flag                true                 later,min
            clusterDNS              text                ""                   later,min
            clusterDomain           text                ""                   later,min
            cniBinDir               text                /opt/cni/bin         later
            cniCacheDirs            text                /var/lib/cni/cache   later
            cniConfDir              text                /etc/cni/net.d       later
            concurrentConsumers     whole 0..           5                    none
            customInterfaceName     text                -                    later
            devicePluginEnabled     flag                false                later,min
            dockerAddress           text                unix:///var/run/docker.sock  later,min
            edgeCoreCgroups         text                -                    later
            edgedMemoryCapacity     long                7852396000           none
            enable                  flag                true                 min
            enableMetrics           flag                true                 later
            gpuPluginEnabled        flag                false                later,min
            hostnameOverride        dns                 $host                min
            imageGCHighThreshold    whole 0..100        80                   later
            imageGCLowThreshold     whole 0..100        40                   later
            imagePullProgressDeadline  seconds 0..      60                   later
            labels                  pairs               -
            maximumDeadContainersPerPod  whole          1                    later
            networkPluginMTU        whole 0..           1500                 later
            networkPluginName       text                -                    later
            nodeIP                  ip                  $ip                  min
            nodeStatusUpdateFrequency  seconds 1..600   10
            podSandboxImage         text                kubeedge/pause:3.6   later,min
            registerNode            flag                true                 later
            registerNodeNamespace   text                default              none
            remoteImageEndpoint     text                unix:///run/containerd/containerd.sock  later,min
            remoteRuntimeEndpoint   text                unix:///run/containerd/containerd.sock  always,min
            runtimeRequestTimeout   minutes 0..         2                    later
            runtimeType             text                remote               later,min
            systemCgroups           text                -                    later
            taints                  any                 -                    later
            volumeStatsAggPeriod    long                60000000000          later

        """;
}
