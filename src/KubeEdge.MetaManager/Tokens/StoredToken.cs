namespace KubeEdge.MetaManager.Tokens;

/// <summary>A service account token as it is kept.</summary>
/// <param name="Answer">The cloud's answer, a TokenRequest with the token in its status.</param>
/// <param name="Expires">When the token ends.</param>
/// <param name="LifetimeSeconds">How long it was meant to live from its issue; 0 when the answer does not say.</param>
internal sealed record StoredToken(string Answer, DateTimeOffset Expires, long LifetimeSeconds)
{
    // The original renews a token after a day, or when less than a fifth of its life is left.
    private const double SpentShare = 0.8;
    private static readonly TimeSpan _oldest = TimeSpan.FromHours(24);

    /// <summary>Whether the token still opens doors.</summary>
    public bool IsValid(DateTimeOffset now) => now < Expires;

    /// <summary>When a new one should be asked for; one without a lifetime serves to its end.</summary>
    public DateTimeOffset RenewAt
    {
        get
        {
            var lifetime = TimeSpan.FromSeconds(LifetimeSeconds);
            var issued = Expires - lifetime;
            var spent = issued + (lifetime * SpentShare);
            return LifetimeSeconds <= 0 ? Expires : spent < issued + _oldest ? spent : issued + _oldest;
        }
    }
}
