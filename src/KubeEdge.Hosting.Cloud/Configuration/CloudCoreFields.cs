namespace KubeEdge.Hosting.Cloud.Configuration;

/// <summary>
/// The fields of the original's <c>cloudcore.yaml</c>: name, rule, default, remarks. Remarks: <c>min</c> a minimal file has it,
/// <c>later</c> not supported yet, <c>none</c> nothing here that it could tune.
/// </summary>
internal static partial class CloudCoreFields
{
    private const string Head =
        """
        commonConfig
          monitorServer
            bindAddress             endpoint            127.0.0.1:9091
            enableProfiling         flag                -                    later
          tunnelPort                port                10350                later
        featureGates                flags               -                    later
        kubeAPIConfig
          burst                     whole 0..           5000                 none
          contentType               text                application/vnd.kubernetes.protobuf  none
          kubeConfig                path                ""
          master                    http                ""
          qps                       whole 0..           2500                 none
        leaderElection              any                 -                    none
        modules
          cloudHub
            advertiseAddress        ips                 [$ip]                min
            authorization           map                 -                    none
              debug                 flag                -
              enable                flag                -
              modes                 any                 -
            dnsNames                texts               []
            edgeCertSigningDuration  days 1..36400      365
            enable                  flag                true                 min
            https
              address               ip                  0.0.0.0              min
              enable                flag                true                 min
              port                  port                10002                min
            keepaliveInterval       seconds 1..3600     30
            nodeLimit               whole 1..           500                  min
            quic                    map                 -                    later
              address               ip                  0.0.0.0
              enable                flag                false
              maxIncomingStreams    whole 0..           10000
              port                  port                10001
            tlsCAFile               text                /etc/kubeedge/ca/rootCA.crt       later,min
            tlsCAKeyFile            text                /etc/kubeedge/ca/rootCA.key       later,min
            tlsCertFile             text                /etc/kubeedge/certs/server.crt    later,min
            tlsPrivateKeyFile       text                /etc/kubeedge/certs/server.key    later,min
            tokenRefreshDuration    hours 1..8760       12
            unixsocket              map                 -                    later
              address               unix                unix:///var/lib/kubeedge/kubeedge.sock  later,min
              enable                flag                true                 later,min
            websocket
              address               ip                  0.0.0.0              min
              enable                flag                true                 min
              port                  port                10000                min
            writeTimeout            seconds 0..         30                   none
          cloudStream               map                 -                    later
            enable                  flag                false
            streamPort              port                10003
            tlsStreamCAFile         text                /etc/kubeedge/ca/streamCA.crt
            tlsStreamCertFile       text                /etc/kubeedge/certs/stream.crt
            tlsStreamPrivateKeyFile  text               /etc/kubeedge/certs/stream.key
            tlsTunnelCAFile         text                /etc/kubeedge/ca/rootCA.crt
            tlsTunnelCertFile       text                /etc/kubeedge/certs/server.crt
            tlsTunnelPrivateKeyFile  text               /etc/kubeedge/certs/server.key
            tunnelPort              port                10004
          deviceController
            buffer                  map                 -                    none
              deviceEvent           whole 0..           1
              deviceModelEvent      whole 0..           1
              deviceStatusEvent     whole 0..           -
              updateDeviceStatus    whole 0..           1024
              updateDeviceTwins     whole 0..           -
            enable                  flag                true
            load                    map                 -                    none
              updateDeviceStatusWorkers  whole 0..      1
          dynamicController         map                 -                    later
            enable                  flag                false

        """;

    private const string Tail =
        """
          iptablesManager           map                 -                    none
            enable                  flag                true                 none,min
            mode                    choice internal|external  internal       none,min
          nodeUpgradeJobController  map                 -                    later
            buffer
              nodeUpgradeJobEvent   whole 0..           1
              updateNodeUpgradeJobStatus  whole 0..     1024
            enable                  flag                false
            load
              nodeUpgradeJobWorkers  whole 0..          1
          router                    map                 -                    later
            address                 ip                  0.0.0.0              later,min
            enable                  flag                false                later,min
            port                    port                9443                 later,min
            restTimeout             seconds 0..         60                   later,min
          syncController
            enable                  flag                true                 later
          taskManager               map                 -                    later
            buffer
              taskEvent             whole 0..           -
              taskStatus            whole 0..           -
            enable                  flag                -
            load
              taskWorkers           whole 0..           -
        """;

    /// <summary>All fields of <c>v1alpha1</c>, the one version there is.</summary>
    public static string V1Alpha1 { get; } = Head + EdgeController + Tail;
}
