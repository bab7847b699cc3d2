using KubeEdge.Beehive.Checks;
using KubeEdge.CloudHub.Certificates;
using KubeEdge.Controllers;
using KubeEdge.MetaStore;

namespace KubeEdge.Hosting.Cloud.Health;

/// <summary>
/// How the cloud side fares, from what its parts say. Not ready is what cannot serve a node that connects now; what already connected
/// nodes do not notice, such as an API that is away for a while, is degraded.
/// </summary>
internal static class CloudHealth
{
    private static readonly TimeSpan _soon = TimeSpan.FromDays(30);

    public static CheckResult Api(IApiFollowing api)
    {
        IReadOnlyList<string> missing = api.NotListed;
        return missing.Count > 0
            ? CheckResult.Fail(
                $"not read from the Kubernetes API yet: {string.Join(", ", missing)} ({api.Problem ?? "being read"})",
                "see that the API can be reached, and that the credentials may list and watch these")
            : api.Problem is { } problem
                ? CheckResult.Warn($"the Kubernetes API cannot be followed now ({problem})", "nodes keep what they have; see to the API")
                : CheckResult.Pass("all objects are read and followed");
    }

    public static CheckResult Records(bool areLoaded) => areLoaded
        ? CheckResult.Pass("delivery records are read")
        : CheckResult.Fail("delivery records are not read from the Kubernetes API yet", "see that the API can be reached");

    public static CheckResult Hub(Uri? address, int nodes) => address is null
        ? CheckResult.Fail("CloudHub does not listen", "see the check authority, and look into the log for a port that is taken")
        : CheckResult.Pass($"{nodes} nodes are connected at {address}");

    public static CheckResult Join(Uri? address) => address is null
        ? CheckResult.Fail("the certificate service does not listen", "see the check authority, and look into the log for a port that is taken")
        : CheckResult.Pass($"nodes join at {address}");

    public static CheckResult Authority(IAuthoritySource source, DateTimeOffset now)
    {
        try
        {
            if (!source.TryGet(out CertificateAuthority? authority))
            {
                return CheckResult.Fail(
                    $"there is no certificate authority yet ({source.Problem ?? "being asked for"})",
                    "see that the API can be reached, or put ca.crt and ca.key into the folder of the authority");
            }

            DateTimeOffset until = authority.Certificate.NotAfter;
            return now > until
                ? CheckResult.Fail($"the certificate authority was good until {until:u}", "make a new one; every node has to join again")
                : source.Problem is { } problem
                    ? CheckResult.Warn(problem, "decide which authority stands, and remove the other")
                    : until - now < _soon
                        ? CheckResult.Warn($"the certificate authority is good only until {until:u}", "make a new one; every node has to join again")
                        : CheckResult.Pass($"the certificate authority is good until {until:u}");
        }
        catch (CertificateAuthorityException fault)
        {
            return CheckResult.Fail(fault.Message, "put back the two files that were made together");
        }
    }

    public static CheckResult EmbeddedApi(Uri? address) => address is null
        ? CheckResult.Fail("the embedded API does not listen", "look into the log for a port that is taken")
        : CheckResult.Pass($"the embedded API serves at {address}");

    public static CheckResult Store(StoreHealth health) => health.Status switch
    {
        StoreStatus.Ready when health.DamageCount == 0 => CheckResult.Pass("the store reads and writes"),
        StoreStatus.Ready => CheckResult.Warn($"{health.DamageCount} damaged rows were set aside", "restore the store from a backup"),
        StoreStatus.ReadOnly => CheckResult.Fail(
            $"the store of the embedded API cannot write ({health.Reason})", "make room on the disk or mend it; writing is tried again by itself"),
        _ => CheckResult.Fail($"the store of the embedded API is closed ({health.Reason})", "restart the host"),
    };
}
