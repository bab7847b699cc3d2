namespace KubeEdge.Hosting.Configuration;

/// <content>The kubelet's own configuration, as far as the original takes it.</content>
internal static partial class EdgeCoreFields
{
    private const string Kubelet =
        """
            tailoredKubeletConfig   map                 -                    later
              address               text                127.0.0.1
              allowedUnsafeSysctls  texts               -
              cgroupDriver          choice cgroupfs|systemd  cgroupfs        later,min
              cgroupRoot            text                -
              cgroupsPerQOS         flag                true                 later,min
              clusterDNS            texts               -
              clusterDomain         text                cluster.local        later,min
              configMapAndSecretChangeDetectionStrategy  choice Get|Watch|Cache  Get
              containerLogMaxFiles  whole 2..           5
              containerLogMaxSize   quantity            10Mi
              containerLogMaxWorkers  whole 1..         -
              containerLogMonitorInterval  duration     -
              containerRuntimeEndpoint  text            -
              contentType           text                application/json     none
              cpuCFSQuota           flag                true
              cpuCFSQuotaPeriod     duration            100ms
              cpuManagerPolicy      text                none
              cpuManagerPolicyOptions  pairs            -
              cpuManagerReconcilePeriod  duration       10s
              crashLoopBackOff      any                 -
              enableContentionProfiling  flag           -
              enableControllerAttachDetach  flag        true
              enableDebugFlagsHandler  flag             true
              enableDebuggingHandlers  flag             true
              enableProfilingHandler  flag              true
              enableSystemLogHandler  flag              true
              enableSystemLogQuery  flag                -
              enforceNodeAllocatable  texts             [pods]
              eventBurst            whole 0..           -
              eventRecordQPS        whole 0..           -
              evictionHard          pairs  {imagefs.available=15%,memory.available=100Mi,nodefs.available=10%,nodefs.inodesFree=5%}
              evictionMaxPodGracePeriod  whole          -
              evictionMinimumReclaim  pairs             -
              evictionPressureTransitionPeriod  duration  5m0s
              evictionSoft          pairs               -
              evictionSoftGracePeriod  pairs            -
              failCgroupV1          flag                -
              failSwapOn            flag                false
              featureGates          flags               -
              fileCheckFrequency    duration            -
              hairpinMode           choice promiscuous-bridge|hairpin-veth|none  promiscuous-bridge
              imageGCHighThresholdPercent  whole 0..100  80
              imageGCLowThresholdPercent  whole 0..100  40
              imageMaximumGCAge     duration            -
              imageMinimumGCAge     duration            2m0s
              imageServiceEndpoint  text                -
              iptablesDropBit       whole 0..31         15
              iptablesMasqueradeBit  whole 0..31        14
              kernelMemcgNotification  flag             -
              kubeReserved          pairs               -
              kubeReservedCgroup    text                -
              kubeletCgroups        text                -
              localStorageCapacityIsolation  flag       -
              logging               map                 -                    none
                flushFrequency      any                 5000000000
                format              text                text
                options
                  json
                    infoBufferSize  text                0
                    splitStream     flag                -
                  text              any                 -
                verbosity           whole 0..           0
                vmodule             any                 -

        """;

    private const string KubeletRest =
        """
              makeIPTablesUtilChains  flag              true
              maxOpenFiles          long                1000000
              maxParallelImagePulls  whole 1..          -
              maxPods               whole 0..1000       110                  used,min
              memoryManagerPolicy   text                None
              memorySwap            any                 {}
              memoryThrottlingFactor  number            0.8
              nodeLeaseDurationSeconds  seconds 4..600  40                   used
              nodeStatusMaxImages   whole -1..          0
              nodeStatusReportFrequency  duration       5m0s                 used
              nodeStatusUpdateFrequency  duration       10s                  used
              oomScoreAdj           whole -1000..1000   -999
              podCIDR               text                -
              podLogsDir            text                -
              podPidsLimit          long                -1
              podsPerCore           whole 0..           -
              protectKernelDefaults  flag               -
              qosReserved           pairs               -
              readOnlyPort          whole 0..65535      10350
              registerNode          flag                true
              registerWithTaints    any                 -
              registryBurst         whole 0..           10
              registryPullQPS       whole 0..           5
              reservedMemory        any                 -
              reservedSystemCPUs    text                -
              resolvConf            text                /etc/resolv.conf
              runtimeRequestTimeout  duration           2m0s
              seccompDefault        flag                false
              serializeImagePulls   flag                true
              showHiddenMetricsForVersion  text         -
              shutdownGracePeriod   duration            0s
              shutdownGracePeriodByPodPriority  any     -
              shutdownGracePeriodCriticalPods  duration  0s
              singleProcessOOMKill  flag                -
              staticPodPath         text                /etc/kubeedge/manifests
              streamingConnectionIdleTimeout  duration  4h0m0s
              syncFrequency         duration            1m0s
              systemCgroups         text                -
              systemReserved        pairs               -
              systemReservedCgroup  text                -
              topologyManagerPolicy  choice none|best-effort|restricted|single-numa-node  none
              topologyManagerPolicyOptions  pairs       -
              topologyManagerScope  choice container|pod  container
              volumePluginDir       text                /usr/libexec/kubernetes/kubelet-plugins/volume/exec/
              volumeStatsAggPeriod  duration            1m0s

        """;
}
