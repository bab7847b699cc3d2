using KubeEdge.MetaManager.Tokens;

namespace KubeEdge.MetaManager.Tests.Tokens;

public class StoredTokenTests
{
    private static readonly DateTimeOffset _issued = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(3600, 2880)]
    [InlineData(600, 480)]
    [InlineData(30 * 86_400, 86_400)]
    public void RenewAt_FourFifthsOfItsLifeOrADay(long lifetime, long renewed)
    {
        var token = new StoredToken("{}", _issued.AddSeconds(lifetime), lifetime);

        Assert.Equal(_issued.AddSeconds(renewed), token.RenewAt);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void RenewAt_NoLifetimeKnown_IsItsEnd(long lifetime) =>
        Assert.Equal(_issued.AddHours(1), new StoredToken("{}", _issued.AddHours(1), lifetime).RenewAt);

    [Fact]
    public void IsValid_UntilItExpires()
    {
        var token = new StoredToken("{}", _issued.AddHours(1), 3600);

        Assert.True(token.IsValid(_issued.AddHours(1).AddTicks(-1)));
        Assert.False(token.IsValid(_issued.AddHours(1)));
    }
}
