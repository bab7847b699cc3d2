using System.Globalization;
using KubeEdge.ApiServer.Tables;

namespace KubeEdge.ApiServer.Tests.Tables;

public sealed class ObjectAgeTests
{
    [Theory]
    [InlineData("0:0:0:0", "0s")]
    [InlineData("0:0:1:59", "119s")]
    [InlineData("0:0:2:0", "2m")]
    [InlineData("0:0:9:59", "9m59s")]
    [InlineData("0:0:10:30", "10m")]
    [InlineData("0:2:59:0", "179m")]
    [InlineData("0:3:0:0", "3h")]
    [InlineData("0:7:30:0", "7h30m")]
    [InlineData("1:23:0:0", "47h")]
    [InlineData("2:0:0:0", "2d")]
    [InlineData("7:5:0:0", "7d5h")]
    [InlineData("8:5:0:0", "8d")]
    [InlineData("729:0:0:0", "729d")]
    [InlineData("731:0:0:0", "2y1d")]
    [InlineData("2920:0:0:0", "8y")]
    public void Format_IsAsKubectlShowsIt(string age, string expected) =>
        Assert.Equal(expected, ObjectAge.Format(TimeSpan.Parse(age, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    public void Since_NoTime_IsUnknown(string timestamp) => Assert.Equal("<unknown>", ObjectAge.Since(timestamp, DateTimeOffset.UnixEpoch));
}
