using KubeEdge.EdgeHub.Joining;

namespace KubeEdge.EdgeHub.Tests.Joining;

public sealed class CertificateRotationTests
{
    [Theory]
    [InlineData(0.7, 70)]
    [InlineData(0.9, 90)]
    public void DueAt_IsAShareOfTheWholeLife(double share, int days) => Assert.Equal(
        DateTimeOffset.UnixEpoch.AddDays(days),
        CertificateRotation.DueAt(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(100), share));
}
