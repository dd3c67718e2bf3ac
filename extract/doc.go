// Package extract takes a saved web page and returns its article.
package extract
