namespace KubeEdge.Hosting.Configuration;

/// <summary>
/// The fields of the original's <c>edgecore.yaml</c>: name, rule, default, remarks. What both versions have in common is here, their
/// blocks <c>edged</c> are in files of their own. Remarks: <c>min</c> a minimal file has it, <c>later</c> not supported yet,
/// <c>always</c> likewise and asked for by default, <c>none</c> nothing here that it could tune.
/// </summary>
internal static partial class EdgeCoreFields
{
    /// <summary>Everything but <c>edged</c>, which each version puts between the two parts.</summary>
    private const string Head =
        """
        database
          aliasName                 text                default              none
          dataSource                text                /var/lib/kubeedge/edgecore.db  min
          driverName                text                sqlite3              none
        featureGates                flags               -                    later
        modules

        """;

    private const string Modules =
        """
          dbTest                    map                 -                    later
            enable                  flag                false
          deviceTwin
            dmiSockPath             text                -
            enable                  flag                true
          edgeHub
            enable                  flag                true                 min
            heartbeat               seconds 1..300      15                   min
            httpServer              https               https://$ip:10002    min
            messageBurst            whole 0..           60                   none
            messageQPS              whole 0..           30                   none
            projectID               text                e632aba927ea4ac2b575ec1603d56f10
            quic
              enable                flag                false
              handshakeTimeout      seconds 0..         30                   later
              readDeadline          seconds 0..         15                   later
              server                server              $ip:10001            later
              writeDeadline         seconds 0..         15                   later
            rotateCertificates      flag                true
            tlsCaFile               text                /etc/kubeedge/ca/rootCA.crt       min
            tlsCertFile             text                /etc/kubeedge/certs/server.crt    min
            tlsPrivateKeyFile       text                /etc/kubeedge/certs/server.key    min
            token                   text                ""                   min
            websocket
              enable                flag                true                 min
              handshakeTimeout      seconds 1..300      30                   min
              readDeadline          seconds 0..         15                   none,min
              server                server              $ip:10000            min
              writeDeadline         seconds 1..300      15                   min
          edgeMesh                  any                 -                    later
          edgeStream                map                 -                    later
            enable                  flag                false
            handshakeTimeout        seconds 0..         30
            readDeadline            seconds 0..         15
            server                  server              127.0.0.1:10004
            tlsTunnelCAFile         text                /etc/kubeedge/ca/rootCA.crt
            tlsTunnelCertFile       text                /etc/kubeedge/certs/server.crt
            tlsTunnelPrivateKeyFile  text               /etc/kubeedge/certs/server.key
            writeDeadline           seconds 0..         15
          eventBus
            enable                  flag                true                 min
            eventBusTLS
              enable                flag                false
              tlsMqttCAFile         text                /etc/kubeedge/ca/rootCA.crt
              tlsMqttCertFile       text                /etc/kubeedge/certs/server.crt
              tlsMqttPrivateKeyFile  text               /etc/kubeedge/certs/server.key
            mqttMode                whole 0..2          2                    min
            mqttPassword            text                ""                   min
            mqttPubClientID         text                ""                   min
            mqttQOS                 whole 0..2          0                    min
            mqttRetain              flag                false                min
            mqttServerExternal      text                tcp://127.0.0.1:1883  min
            mqttServerInternal      text                tcp://127.0.0.1:1884  min
            mqttSessionQueueSize    whole 0..60000      100
            mqttSubClientID         text                ""                   min
            mqttUsername            text                ""                   min
          metaManager
            contextSendGroup        text                hub                  none
            contextSendModule       text                websocket            none
            enable                  flag                true                 later
            metaServer              map                 -                    later

        """;

    private const string MetaServer =
        """
              enable                flag                false
              server                endpoint            127.0.0.1:10550
              tlsCaFile             text                /etc/kubeedge/ca/rootCA.crt
              tlsCertFile           text                /etc/kubeedge/certs/server.crt
              tlsPrivateKeyFile     text                /etc/kubeedge/certs/server.key

        """;

    private const string Tail =
        """
            podStatusSyncInterval   seconds 0..         -                    none
            remoteQueryTimeout      seconds 1..600      60
          serviceBus                map                 -                    later
            enable                  flag                false
            port                    port                9060
            server                  text                127.0.0.1
            timeout                 seconds 0..         60
            tlsCertFile             text                -
            tlsPrivateKeyFile       text                -
        """;

    public static string V1Alpha1 { get; } = Head + EdgedV1Alpha1 + Modules + MetaServer + Tail;

    public static string V1Alpha2 { get; } =
        $"edgecoreVersion  text  -  none\n{Head}{EdgedV1Alpha2}{Kubelet}{KubeletRest}{Modules}{MetaServer}{Accounts}{Tail}{Tasks}";
}
