using System.Security.Cryptography.X509Certificates;
using KubeEdge.CloudHub.Certificates;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Objects;
using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Joining;

/// <summary>
/// The Secrets <c>casecret</c> and <c>cloudcoresecret</c>, where the original keeps its certificates. They are created when the API says
/// definitely that there are none, and never changed. Of hubs that start at once one creates them, and all use what is there then.
/// </summary>
internal sealed partial class AuthoritySecrets(JoinSecrets secrets, TimeProvider timeProvider, ILogger<AuthoritySecrets> logger)
{
    private const string Authority = $"Secret {JoinNames.Namespace}/{JoinNames.AuthoritySecret}";
    private static readonly TimeSpan _retry = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Puts the API's authority into a folder that has none. Makes one when the API has none either: what is used afterwards is what the
    /// API then says, never what was made, so an answer that got lost, or a hub that was quicker, changes nothing.
    /// </summary>
    /// <returns>Null when it is there; otherwise why not yet.</returns>
    /// <exception cref="CertificateAuthorityException">The folder has a part of another authority.</exception>
    public async Task<string?> TakeOverAsync(string directory, CancellationToken cancellationToken)
    {
        var present = await secrets.GetAsync(JoinNames.AuthoritySecret, cancellationToken).ConfigureAwait(false);
        if (IsAbsent(present))
        {
            if (await MintAsync(directory, cancellationToken).ConfigureAwait(false) is { } failed)
            {
                return failed;
            }

            present = await secrets.GetAsync(JoinNames.AuthoritySecret, cancellationToken).ConfigureAwait(false);
        }

        if (present.Error is { } error)
        {
            return $"{Authority} cannot be read: {error}";
        }

        using var authority = AuthoritySecret.ReadAuthority(present.Object, out var problem);
        if (authority is null)
        {
            return problem;
        }

        AuthorityFiles.Adopt(directory, authority);
        Log.TakenOver(logger, AuthorityFiles.Fingerprint(authority), directory);
        return null;
    }

    /// <summary>Another hub's server certificate; null when there is none, or the API cannot say: one can always be issued.</summary>
    public async Task<X509Certificate2?> GetServerAsync(CancellationToken cancellationToken)
    {
        var present = await secrets.GetAsync(JoinNames.ServerSecret, cancellationToken).ConfigureAwait(false);
        return AuthoritySecret.ReadServer(present.Object);
    }

    /// <summary>Creates what is not there, as often as it takes until the API has given a definite answer.</summary>
    /// <returns>What is wrong: the API holds another authority. Null when nothing is.</returns>
    public async Task<string?> PublishAsync(CertificateAuthority authority, X509Certificate2 server, CancellationToken cancellationToken)
    {
        var secret = AuthoritySecret.OfAuthority(authority.Pair);
        var present = await CreateAsync(JoinNames.AuthoritySecret, secret, cancellationToken).ConfigureAwait(false);
        using var other = AuthoritySecret.ReadAuthority(present, out var problem);
        var (own, theirs) = (AuthorityFiles.Fingerprint(authority.Certificate), other is null ? null : AuthorityFiles.Fingerprint(other));
        if (own != theirs)
        {
            problem ??= $"{Authority} holds the authority {theirs}, this hub's folder {own}. Neither is replaced: nodes that trust the one "
                + "cannot connect to hubs of the other";
            Log.OtherAuthority(logger, problem);
            return problem;
        }

        // A server certificate of one authority beside another one would be of use to nobody.
        await CreateAsync(JoinNames.ServerSecret, AuthoritySecret.OfServer(server), cancellationToken).ConfigureAwait(false);
        return null;
    }

    /// <summary>Null when there is an authority in the API now, this one or another's.</summary>
    private async Task<string?> MintAsync(string directory, CancellationToken cancellationToken)
    {
        using var minted = AuthorityFiles.Mint(directory, timeProvider);
        var created = await secrets.CreateAsync(AuthoritySecret.OfAuthority(minted), cancellationToken).ConfigureAwait(false);
        return created.Error is null or { Code: JoinSecrets.Conflict }
            ? null
            : $"{Authority} is not there and cannot be created: {created.Error}";
    }

    private async Task<KubeObject?> CreateAsync(string name, KubeObject secret, CancellationToken cancellationToken)
    {
        var warned = false;
        while (true)
        {
            var result = await secrets.GetAsync(name, cancellationToken).ConfigureAwait(false);
            if (IsAbsent(result))
            {
                result = await secrets.CreateAsync(secret, cancellationToken).ConfigureAwait(false);
            }

            if (result.Error is not { } error)
            {
                return result.Object;
            }

            if (!warned)
            {
                Log.NotPublished(logger, name, error.ToString());
                warned = true;
            }

            await Task.Delay(_retry, timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    // A proxy's 404 has that reason too; what follows it, a creation, succeeds with the API only.
    private static bool IsAbsent(in KubeResult result) => result.Error is { Code: JoinSecrets.NotFound, Reason: StatusReasons.NotFound };
}
