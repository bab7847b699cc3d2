using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.CloudHub.Certificates;

/// <summary>The names a server certificate is valid for: a set, so that order and repetition do not matter.</summary>
internal sealed class SubjectNames : IEquatable<SubjectNames>
{
    private readonly SortedSet<string> _names = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _addresses = new(StringComparer.Ordinal);

    public SubjectNames(IEnumerable<string> names, IEnumerable<IPAddress> addresses)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(addresses);
        foreach (var name in names)
        {
            if (!string.IsNullOrWhiteSpace(name))
            {
                _names.Add(name.Trim().ToLowerInvariant());
            }
        }

        foreach (var address in addresses)
        {
            _addresses.Add(address.ToString());
        }
    }

    public bool IsEmpty => _names.Count + _addresses.Count == 0;

    /// <summary>
    /// Splits texts into addresses and names, so that an advertised address may be a host name (the original fails on one).
    /// </summary>
    public static SubjectNames Parse(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var names = new List<string>();
        var addresses = new List<IPAddress>();
        foreach (var text in texts)
        {
            if (IPAddress.TryParse(text, out var address))
            {
                addresses.Add(address);
            }
            else
            {
                names.Add(text);
            }
        }

        return new SubjectNames(names, addresses);
    }

    public static SubjectNames Of(X509Certificate2 certificate)
    {
        foreach (var extension in certificate.Extensions)
        {
            if (extension is X509SubjectAlternativeNameExtension names)
            {
                return new SubjectNames(names.EnumerateDnsNames(), names.EnumerateIPAddresses());
            }
        }

        return new SubjectNames([], []);
    }

    public X509Extension ToExtension()
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in _names)
        {
            builder.AddDnsName(name);
        }

        foreach (var address in _addresses)
        {
            builder.AddIpAddress(IPAddress.Parse(address));
        }

        return builder.Build();
    }

    public bool Equals(SubjectNames? other) =>
        other is not null && _names.SetEquals(other._names) && _addresses.SetEquals(other._addresses);

    public override bool Equals(object? obj) => Equals(obj as SubjectNames);

    public override int GetHashCode() => HashCode.Combine(_names.Count, _addresses.Count);
}
