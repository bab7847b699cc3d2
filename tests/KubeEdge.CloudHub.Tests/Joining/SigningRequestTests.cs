using System.Security.Cryptography;
using KubeEdge.CloudHub.Joining;

namespace KubeEdge.CloudHub.Tests.Joining;

public sealed class SigningRequestTests
{
    /// <summary>Whatever is wrong with a request, the outcome is a reason in words, never an exception.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Read_DamagedRequest_IsARequestOrAReason(int seed)
    {
        var random = new Random(seed);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var good = JoinClient.Request(key);
        Assert.NotNull(SigningRequest.Read(good, out _));
        for (var round = 0; round < 500; round++)
        {
            var damaged = good[..(round % 3 == 0 ? random.Next(1, good.Length) : good.Length)];
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                damaged[random.Next(damaged.Length)] ^= (byte)random.Next(1, 256);
            }

            var request = SigningRequest.Read(damaged, out var problem);

            Assert.True(request is null == !string.IsNullOrEmpty(problem), $"seed {seed}, round {round}: {Convert.ToHexString(damaged)}");
        }
    }
}
