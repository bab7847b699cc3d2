using KubeEdge.Beehive.Checks;
using KubeEdge.DeviceTwin;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.EventBus;
using KubeEdge.MetaStore;
using KubeEdge.NodeAgent;

namespace KubeEdge.Hosting.Health;

/// <summary>
/// How an edge node fares, from what its parts say. Only what keeps it from serving those on site fails: a cloud that cannot be reached
/// is what this node is made for, and restarting it or sending its clients away would help nobody.
/// </summary>
internal static class EdgeHealth
{
    // Longer than a CloudCore needs to start again, and than the longest pause between two sends.
    private static readonly TimeSpan _longUnconfirmed = TimeSpan.FromMinutes(2);

    public static CheckResult Store(StoreHealth health) => health.Status switch
    {
        StoreStatus.Ready when health.DamageCount == 0 => CheckResult.Pass("the store reads and writes"),
        StoreStatus.Ready => CheckResult.Warn(
            $"{health.DamageCount} damaged rows were set aside ({(health.Damage is [.., { } last] ? last.Detail : "no details")})",
            "check the disk; what the cloud knows comes back by itself"),
        StoreStatus.ReadOnly => CheckResult.Fail(
            $"the store cannot write ({health.Reason})", "make room on the disk or mend it; writing is tried again by itself"),
        _ => CheckResult.Fail($"the store is closed ({health.Reason})", "restart the host"),
    };

    public static CheckResult Link(EdgeLinkStatus link) => link.Phase switch
    {
        EdgeLinkPhase.Connected => CheckResult.Pass($"connected since {link.Since:u}"),
        EdgeLinkPhase.NeedsCertificate => CheckResult.Fail(
            $"the node has no certificate ({link.Detail})", "give it a join token and the address to join at, or put its certificate files in place"),
        EdgeLinkPhase.JoinRefused => CheckResult.Fail(
            $"the cloud refused to let the node join ({link.Detail})", "give it a new token: kubeedge/tokensecret, or the file token of CloudCore"),
        EdgeLinkPhase.Joining => CheckResult.Fail(
            $"the node has not joined yet ({link.Detail})", "see that the certificate service of the cloud can be reached from here"),
        EdgeLinkPhase.CertificateExpired => CheckResult.Warn(
            $"offline since {link.Since:u}, the node's certificate has expired", "give the node a join token; what is on site goes on"),
        _ => CheckResult.Warn(
            $"offline since {link.Since:u} ({link.Detail})", "see that the cloud can be reached from here; what is on site goes on"),
    };

    public static CheckResult Mqtt(IReadOnlyList<BrokerStatus> brokers)
    {
        var away = brokers.FirstOrDefault(static broker => !broker.IsConnected);
        return away is null
            ? CheckResult.Pass($"{string.Join(", ", brokers.Select(static broker => $"{broker.Name} broker at {broker.Server}"))}")
            : CheckResult.Warn(
                $"the {away.Name} broker at {away.Server} does not serve this node ({away.Fault ?? "no reason given"}), "
                + $"{away.Waiting} messages wait for it",
                away.Remedy ?? (away.Name == "internal"
                    ? "the log of this node says more; it is tried again by itself"
                    : "see that it runs and takes this node's credentials; devices go on as soon as it is there"));
    }

    public static CheckResult Uploads(UploadStatus uploads) => uploads switch
    {
        { IsFull: true } => CheckResult.Warn(
            $"{uploads.Messages} messages of {uploads.Bytes} bytes wait for the cloud, and there is no room for more",
            "let the node reach its cloud, or raise the limits of Uploads"),
        { DeadLetters: > 0 } => CheckResult.Warn(
            $"{uploads.DeadLetters} messages were put aside, because the cloud could not take them",
            "see the log for which; they are in the queue eventbus.uploads.dead of the store"),
        { IsCloudSilent: true } => CheckResult.Warn(
            $"the cloud is connected and does not confirm what it gets; {uploads.Messages} messages wait for it",
            "look into the log of CloudCore; they are sent again until it does"),
        _ => CheckResult.Pass($"{uploads.Messages} messages wait for the cloud"),
    };

    public static CheckResult Twins(DeviceTwinStatus twins, EdgeLinkStatus link, DateTimeOffset now)
    {
        if (twins.StoreFault is { } fault)
        {
            return CheckResult.Warn($"the store refuses changes of twins ({fault})", "see the check store; devices are answered that it failed");
        }

        // What gathered while the node was offline has its time from the connect on.
        return link.IsConnected && now - link.Since > _longUnconfirmed && twins.UnconfirmedFor > _longUnconfirmed
            ? CheckResult.Warn(
                $"the cloud is connected and has confirmed none of {twins.Unconfirmed} twins for {twins.UnconfirmedFor.Value.TotalSeconds:0} s",
                "see that the cloud's device controller and its API are well; they are sent again until it does")
            : CheckResult.Pass($"{twins.Devices} devices, {twins.Unconfirmed} twins wait for the cloud");
    }

    public static CheckResult Certificate(string file, DateTimeOffset now)
    {
        if (!File.Exists(file))
        {
            return CheckResult.Skip($"{file} is not there yet");
        }

        CheckResult found = CertificateCheck.Authority(file, now);
        return found.Status == CheckStatus.Failed ? CheckResult.Warn(found.Finding, found.Remedy ?? "join again with a token") : found;
    }

    public static CheckResult Node(INodeRegistration node, EdgeLinkStatus link)
    {
        if (node.SinceRenewal is { } since && since < node.LeaseDuration)
        {
            return CheckResult.Pass($"the lease was renewed {since.TotalSeconds:0} s ago");
        }

        if (!link.IsConnected)
        {
            return CheckResult.Warn("the cluster does not hear of this node while it is offline", "see the check link");
        }

        return CheckResult.Warn(
            node.SinceRenewal is { } late ? $"the lease was renewed last {late.TotalSeconds:0} s ago"
                : node.IsRegistered ? "the lease has not been renewed yet"
                : "the node has not been registered yet",
            "see that cloud and Kubernetes API are well, and look into the log for a refusal");
    }
}
